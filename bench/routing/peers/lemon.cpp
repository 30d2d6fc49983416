// LEMON: Dijkstra (J1, and by latency alone J5 and J6) and Suurballe (J4), on its static graph.
#include "harness.h"
#include <lemon/adaptors.h>
#include <lemon/dijkstra.h>
#include <lemon/static_graph.h>
#include <lemon/suurballe.h>
#include <memory>

using Graph = lemon::StaticDigraph;
using Latencies = Graph::ArcMap<int>;
using Flags = Graph::ArcMap<bool>;
using Filtered = lemon::FilterArcs<Graph, Flags>;

struct Routes {
  Graph graph;
  std::vector<Arc> arcs;
  std::unique_ptr<Latencies> latency;

  explicit Routes(const Network &network) : arcs(arcsByTail(network)) {
    std::vector<std::pair<int, int>> ends;
    for (auto &arc : arcs) ends.push_back({arc.from, arc.to});
    graph.build(network.nodes, ends.begin(), ends.end());
    latency.reset(new Latencies(graph));
    for (size_t i = 0; i < arcs.size(); i++) (*latency)[graph.arc(i)] = network.edges[arcs[i].edge].latency;
  }
};

// For each number of slots a filter of the arcs that have room, kept as orders are booked: there is no cheaper way with LEMON.
class Booker {
  struct Filter {
    int slots;
    Flags hasRoom;
    Filtered graph;
    lemon::Dijkstra<Filtered, Latencies> dijkstra;
    Filter(int slots, Routes &routes) : slots(slots), hasRoom(routes.graph, true), graph(routes.graph, hasRoom), dijkstra(graph, *routes.latency) {}
  };
  Routes &routes;
  const std::vector<Question> &orders;
  std::vector<int> atFirst, free;
  std::vector<std::vector<int>> arcsOf;
  std::map<int, std::unique_ptr<Filter>> filters;

  void setFree(int edge, int slots) {
    free[edge] = slots;
    for (auto &filter : filters)
      for (int arc : arcsOf[edge]) filter.second->hasRoom[routes.graph.arc(arc)] = slots >= filter.first;
  }

public:
  Booker(Routes &routes, const std::vector<Question> &orders, std::vector<int> slots)
      : routes(routes), orders(orders), atFirst(slots), free(slots), arcsOf(slots.size()) {
    for (size_t i = 0; i < routes.arcs.size(); i++) arcsOf[routes.arcs[i].edge].push_back(i);
    for (auto &order : orders)
      if (!filters.count(order.slots)) filters[order.slots].reset(new Filter(order.slots, routes));
  }

  void reset() {
    for (size_t edge = 0; edge < atFirst.size(); edge++) setFree(edge, atFirst[edge]);
  }

  long long book(int question) {
    auto &order = orders[question];
    auto &dijkstra = filters.at(order.slots)->dijkstra;
    auto target = routes.graph.node(order.target);
    if (!dijkstra.run(routes.graph.node(order.source), target) || dijkstra.dist(target) > order.limit) return noAnswer;
    for (auto node = target; dijkstra.predArc(node) != lemon::INVALID; node = dijkstra.predNode(node)) {
      int edge = routes.arcs[routes.graph.index(dijkstra.predArc(node))].edge;
      setFree(edge, free[edge] - order.slots);
    }
    return dijkstra.dist(target);
  }
};

// Every node in two, so that ways that share no arc share no node either: 2v is where arcs arrive, 2v + 1 where they leave.
struct Pairs {
  Graph graph;
  std::unique_ptr<Latencies> latency;

  explicit Pairs(const Network &network) {
    std::vector<std::pair<int, int>> ends;
    std::vector<int> latencies;
    auto arcs = arcsByTail(network);
    size_t next = 0;
    for (int node = 0; node < network.nodes; node++) {
      ends.push_back({2 * node, 2 * node + 1});
      latencies.push_back(0);
      for (; next < arcs.size() && arcs[next].from == node; next++) {
        ends.push_back({2 * node + 1, 2 * arcs[next].to});
        latencies.push_back(network.edges[arcs[next].edge].latency);
      }
    }
    graph.build(2 * network.nodes, ends.begin(), ends.end());
    latency.reset(new Latencies(graph));
    for (size_t i = 0; i < latencies.size(); i++) (*latency)[graph.arc(i)] = latencies[i];
  }
};

int main(int, char **parameters) {
  Network network = readNetwork(parameters[1]);
  Routes routes(network);
  lemon::Dijkstra<Graph, Latencies> dijkstra(routes.graph, *routes.latency);
  Pairs pairs(network);
  lemon::Suurballe<Graph, Latencies> suurballe(pairs.graph, *pairs.latency);
  std::vector<int> stormFree, bookingFree;
  for (auto &edge : network.edges) stormFree.push_back(edge.stormFree), bookingFree.push_back(edge.bookingFree);
  Booker storm(routes, network.storm, stormFree), booking(routes, network.booking, bookingFree);
  serveSlices({
      {"J1", {[&](int question) -> long long {
         auto &q = network.routes[question];
         auto target = routes.graph.node(q.target);
         return dijkstra.run(routes.graph.node(q.source), target) ? dijkstra.dist(target) : noAnswer;
       }}},
      {"J4", {[&](int question) -> long long {
         auto &q = network.routes[question];
         int found = suurballe.run(pairs.graph.node(2 * q.source + 1), pairs.graph.node(2 * q.target), 2);
         return found == 2 ? suurballe.totalLength() : noAnswer;
       }}},
      {"J5", {[&](int question) { return storm.book(question); }, [&] { storm.reset(); }}},
      {"J6", {[&](int question) { return booking.book(question); }, [&] { booking.reset(); }}},
  });
}
