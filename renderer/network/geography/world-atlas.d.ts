declare module 'world-atlas/countries-110m.json' {
  const world: import('./land').World;
  export default world;
}
declare module 'world-atlas/countries-50m.json' {
  const world: import('./land').World;
  export default world;
}
