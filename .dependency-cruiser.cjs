const stage = '^core/(network|identification|routing|orders|provisioning|recovery|interventions|latency-watch|reconciliation|pools)/';
const test = '([.]test[.]tsx?$|/testing/)';
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
    {
      name: 'engine-not-shells',
      severity: 'error',
      from: { path: '^core/', pathNot: test },
      to: { path: '^(cli|shell|server|electron|renderer)/' },
    },
    {
      name: 'product-not-lab',
      severity: 'error',
      from: { path: '^(core|shell|server|electron|renderer)/', pathNot: test },
      to: { path: '^(lab|simulation|bench)/' },
    },
    {
      name: 'renderer-knows-the-contract',
      comment: 'And the vocabulary that the contract speaks in.',
      severity: 'error',
      from: { path: '^renderer/', pathNot: test },
      to: { path: '^(core/(?!contract/|model/)|cli|shell|server|electron)/' },
    },
    { name: 'renderer-has-no-node', severity: 'error', from: { path: '^renderer/', pathNot: test }, to: { dependencyTypes: ['core'] } },
    {
      name: 'only-the-desktop-knows-electron',
      severity: 'error',
      from: { pathNot: '^electron/' },
      to: { path: '(^|/)node_modules/electron/|^electron/' },
    },
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
