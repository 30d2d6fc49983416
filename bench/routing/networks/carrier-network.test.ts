import { describe, expect, test } from 'vitest';
import type { BenchNetwork } from './bench-network';
import { carrierNetwork, carrierNetworks } from './carrier-network';

const n1k = carrierNetwork('n1k', carrierNetworks.n1k);

describe('a generated carrier network', () => {
  test('is the same each time, and another from another seed', () => {
    expect(carrierNetwork('n1k', carrierNetworks.n1k)).toEqual(n1k);
    expect(carrierNetwork('n1k', { ...carrierNetworks.n1k, seed: 1 }).edges).not.toEqual(n1k.edges);
  });

  test.each(['n100', 'n1k'] as const)('%s has about as many nodes as it is named for, all joined, and no two links alike', (name) => {
    const network = name === 'n1k' ? n1k : carrierNetwork(name, carrierNetworks[name]);
    expect(network.vertices.length).toBeGreaterThan(carrierNetworks[name].nodes * 0.9);
    expect(network.edges.length / network.vertices.length).toBeGreaterThan(1.2);
    expect(reached(network)).toBe(network.vertices.length);
    expect(new Set(network.edges.map(({ a, z }) => `${Math.min(a, z)} ${Math.max(a, z)}`)).size).toBe(network.edges.length);
  });

  test('has whole halves of transits, latencies the same both ways, and prices that do not follow them', () => {
    expect(n1k.vertices.every(({ transitNs }) => transitNs % 2 === 0 && transitNs >= 5_000 && transitNs <= 50_000)).toBe(true);
    expect(n1k.edges.every(({ azNs, zaNs }) => azNs === zaNs && Number.isInteger(azNs) && azNs > 0)).toBe(true);
    expect(Math.abs(correlation(n1k.edges.map(({ azNs, pricePerSlot }) => [azNs, pricePerSlot])))).toBeLessThan(0.1);
  });

  test('has ducts of several links, and a tenth of its links without room for 10GE', () => {
    const members = new Map<number, number>();
    for (const { sharedRisks } of n1k.edges) for (const duct of sharedRisks) members.set(duct, (members.get(duct) ?? 0) + 1);
    expect(n1k.edges.every(({ sharedRisks }) => sharedRisks.length > 0)).toBe(true);
    expect([...members.values()].filter((count) => count > 1).length).toBeGreaterThan(20);
    const full = n1k.edges.filter(({ freeSlots }) => freeSlots < 8).length / n1k.edges.length;
    expect(full).toBeGreaterThan(0.05);
    expect(full).toBeLessThan(0.15);
  });
});

function reached({ vertices, edges }: BenchNetwork): number {
  const seen = new Set([0]);
  for (let before = 0; before < seen.size && seen.size < vertices.length;) {
    before = seen.size;
    for (const { a, z } of edges) if (seen.has(a) || seen.has(z)) seen.add(a).add(z);
  }
  return seen.size;
}

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(pairs.map(([one]) => one)), mean(pairs.map(([, other]) => other))];
  const spread = (from: (pair: readonly [number, number]) => number): number => Math.sqrt(mean(pairs.map((pair) => from(pair) ** 2)));
  return mean(pairs.map(([one, other]) => (one - x) * (other - y))) / (spread(([one]) => one - x) * spread(([, other]) => other - y));
}
