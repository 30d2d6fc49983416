/** A GraphML document as the Topology Zoo writes them. */
export interface Drawn {
  readonly name: string;
  readonly nodes: readonly { readonly id: string; readonly label?: string; readonly at?: readonly [lat: number, lon: number] }[];
  readonly edges: readonly (readonly [source: string, target: string])[];
}

export function graphml({ name, nodes, edges }: Drawn): string {
  const data = (key: string, value: string | number | undefined) => (value === undefined ? '' : `<data key="${key}">${value}</data>`);
  return `<?xml version="1.0" encoding="utf-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key attr.name="Network" attr.type="string" for="graph" id="d0"/>
  <key attr.name="label" attr.type="string" for="node" id="d1"/>
  <key attr.name="Latitude" attr.type="double" for="node" id="d2"/>
  <key attr.name="Longitude" attr.type="double" for="node" id="d3"/>
  <graph edgedefault="undirected">
    <data key="d0">${name}</data>
${nodes.map(({ id, label, at }) => `    <node id="${id}">${data('d1', label)}${data('d2', at?.[0])}${data('d3', at?.[1])}</node>`).join('\n')}
${edges.map(([source, target]) => `    <edge source="${source}" target="${target}"/>`).join('\n')}
  </graph>
</graphml>
`;
}
