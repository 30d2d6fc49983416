const stage = '^core/(network|identification|routing|orders|provisioning|recovery|interventions|latency-watch|reconciliation|pools)/';
const test = '([.]test[.]ts$|/testing/)';
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'model-imports-nothing', severity: 'error', from: { path: '^core/model/', pathNot: test }, to: { pathNot: '^core/model/' } },
    {
      name: 'pure-no-io',
      severity: 'error',
      from: { path: '^core/(routing|orders|circuits)/', pathNot: test },
      to: { pathNot: '^core/(model|routing|orders|circuits)/' },
    },
    {
      name: 'contract-is-pure',
      severity: 'error',
      from: { path: '^core/contract/', pathNot: test },
      to: { pathNot: '^core/(model|contract)/|(^|/)node_modules/zod/' },
    },
    {
      name: 'stages-know-ports',
      severity: 'error',
      from: { path: stage, pathNot: test },
      to: { path: '^core/(carriers/.+/|switches/(?!creation-system[.]ts)|store/(?!store[.]ts)|host/|flows/)' },
    },
    {
      name: 'flows-know-stages-and-ports',
      severity: 'error',
      from: { path: '^core/flows/', pathNot: test },
      to: { path: '^core/(carriers/.+/|switches/(?!creation-system[.]ts)|store/(?!store[.]ts)|host/)' },
    },
    {
      name: 'only-host-wires',
      severity: 'error',
      from: { path: '^core/(carriers|switches|store)/', pathNot: test },
      to: { path: '^core/(host|flows|provisioning|recovery|interventions|latency-watch|reconciliation|pools)/' },
    },
    { name: 'product-not-lab', severity: 'error', from: { path: '^core/', pathNot: test }, to: { path: '^(lab|cli)/' } },
    {
      name: 'nothing-needs-simulation-or-bench',
      severity: 'error',
      from: { path: '^(core|cli|lab)/' },
      to: { path: '^(simulation|bench)/' },
    },
    {
      name: 'lab-stands-alone',
      comment: 'The lab is the other side: it shares the vocabulary, and how a GraphML file is read; nothing of the engine.',
      severity: 'error',
      from: { path: '^lab/', pathNot: test },
      to: { path: '^(core/(?!model/)|cli/)', pathNot: '^core/carriers/import/graphml[.]ts$' },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
