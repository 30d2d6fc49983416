// igraph: Dijkstra (J1) and Yen (J3).
#include "harness.h"
#include <igraph/igraph.h>

int main(int, char **parameters) {
  Network network = readNetwork(parameters[1]);
  igraph_vector_int_t ends;
  igraph_vector_t latencies;
  igraph_vector_int_init(&ends, 2 * network.edges.size());
  igraph_vector_init(&latencies, network.edges.size());
  for (size_t e = 0; e < network.edges.size(); e++) {
    VECTOR(ends)[2 * e] = network.edges[e].a;
    VECTOR(ends)[2 * e + 1] = network.edges[e].z;
    VECTOR(latencies)[e] = network.edges[e].latency;
  }
  igraph_t graph;
  igraph_create(&graph, &ends, network.nodes, IGRAPH_UNDIRECTED);
  igraph_vector_int_t way;
  igraph_vector_int_list_t ways;
  igraph_vector_int_init(&way, 0);
  igraph_vector_int_list_init(&ways, 0);
  auto latencyOf = [&](const igraph_vector_int_t &edges) {
    long long sum = 0;
    for (int at = 0; at < igraph_vector_int_size(&edges); at++) sum += network.edges[VECTOR(edges)[at]].latency;
    return sum;
  };
  serveSlices({
      {"J1", {[&](int question) -> long long {
         auto &q = network.routes[question];
         igraph_get_shortest_path_dijkstra(&graph, nullptr, &way, q.source, q.target, &latencies, IGRAPH_ALL);
         return latencyOf(way);
       }}},
      {"J3", {[&](int question) -> long long {
         auto &q = network.routes[question];
         igraph_get_k_shortest_paths(&graph, &latencies, nullptr, &ways, 8, q.source, q.target, IGRAPH_ALL);
         long long sum = 0;
         for (int at = 0; at < igraph_vector_int_list_size(&ways); at++) sum += latencyOf(*igraph_vector_int_list_get_ptr(&ways, at));
         return sum;
       }}},
  });
}
