// Boost: least price within a limit of latency and with room (J2, J5, J6), by r_c_shortest_paths. Its overload that keeps one solution does not return the
// optimum, so all Pareto-optimal ones are asked for. `bounds`: what cannot reach the target within the limit is cut off, by a Dijkstra from the
// target before each search; `plain`: nothing is.
#include "harness.h"
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/r_c_shortest_paths.hpp>
#include <climits>
#include <queue>

struct Node {
  int id;
};
struct Link {
  int id, edge, latency, price;
};
using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, Node, Link>;
using Step = boost::graph_traits<Graph>::edge_descriptor;

struct Cost {
  int price, latency;
  bool operator==(const Cost &other) const { return price == other.price && latency == other.latency; }
  bool operator<(const Cost &other) const { return price != other.price ? price < other.price : latency < other.latency; }
};

struct Search {
  const Network &network;
  bool hasBounds;
  Graph graph;
  // Latency from each node to the target at least.
  std::vector<int> leastToGo;
  std::vector<std::vector<std::pair<int, int>>> beside;

  Search(const Network &network, bool hasBounds)
      : network(network), hasBounds(hasBounds), graph(network.nodes), leastToGo(network.nodes, 0), beside(network.nodes) {
    for (int node = 0; node < network.nodes; node++) graph[node].id = node;
    int id = 0;
    for (auto &arc : arcsByTail(network)) {
      auto &edge = network.edges[arc.edge];
      boost::add_edge(arc.from, arc.to, Link{id++, arc.edge, edge.latency, edge.price}, graph);
      beside[arc.to].push_back({arc.from, arc.edge});
    }
  }

  void takeBounds(const Question &q, const std::vector<int> &free) {
    std::fill(leastToGo.begin(), leastToGo.end(), INT_MAX / 4);
    std::priority_queue<std::pair<int, int>, std::vector<std::pair<int, int>>, std::greater<>> queue;
    leastToGo[q.target] = 0;
    queue.push({0, q.target});
    while (!queue.empty()) {
      auto [latency, node] = queue.top();
      queue.pop();
      if (latency > leastToGo[node]) continue;
      if (latency > q.limit) break;
      for (auto &[from, edge] : beside[node]) {
        int reached = latency + network.edges[edge].latency;
        if (free[edge] < q.slots || reached >= leastToGo[from]) continue;
        leastToGo[from] = reached;
        queue.push({reached, from});
      }
    }
  }

  // The steps of the cheapest way, among equals of the fastest.
  bool find(const Question &q, const std::vector<int> &free, Cost &best, std::vector<Step> &way) {
    if (hasBounds) {
      takeBounds(q, free);
      if (leastToGo[q.source] > q.limit) return false;
    }
    auto extend = [&](const Graph &graph, Cost &next, const Cost &cost, Step step) {
      auto &link = graph[step];
      next = {cost.price + link.price, cost.latency + link.latency};
      return free[link.edge] >= q.slots && next.latency + leastToGo[boost::target(step, graph)] <= q.limit;
    };
    auto dominates = [](const Cost &one, const Cost &other) { return one.price <= other.price && one.latency <= other.latency; };
    std::vector<std::vector<Step>> ways;
    std::vector<Cost> costs;
    boost::r_c_shortest_paths(graph, boost::get(&Node::id, graph), boost::get(&Link::id, graph), q.source, q.target, ways, costs, Cost{0, 0}, extend,
                              dominates, std::allocator<boost::r_c_shortest_paths_label<Graph, Cost>>(),
                              boost::default_r_c_shortest_paths_visitor());
    if (costs.empty()) return false;
    size_t least = std::min_element(costs.begin(), costs.end()) - costs.begin();
    best = costs[least];
    way = ways[least];
    return true;
  }
};

struct Booker {
  Search &search;
  const std::vector<Question> &orders;
  std::vector<int> atFirst, free = {};

  long long book(int question) {
    auto &order = orders[question];
    Cost best;
    std::vector<Step> way;
    if (!search.find(order, free, best, way)) return noAnswer;
    for (auto &step : way) free[search.graph[step].edge] -= order.slots;
    return (long long)best.price * order.slots;
  }
};

int main(int, char **parameters) {
  Network network = readNetwork(parameters[1]);
  Search search(network, std::string(parameters[2]) == "bounds");
  std::vector<int> free, stormFree, bookingFree;
  for (auto &edge : network.edges) free.push_back(edge.free), stormFree.push_back(edge.stormFree), bookingFree.push_back(edge.bookingFree);
  Booker storm{search, network.storm, stormFree}, booking{search, network.booking, bookingFree};
  serveSlices({
      {"J2", {[&](int question) -> long long {
         auto &q = network.routes[question];
         Cost best;
         std::vector<Step> way;
         return search.find(q, free, best, way) ? (long long)best.price * q.slots : noAnswer;
       }}},
      {"J5", {[&](int question) { return storm.book(question); }, [&] { storm.free = storm.atFirst; }}},
      {"J6", {[&](int question) { return booking.book(question); }, [&] { booking.free = booking.atFirst; }}},
  });
}
