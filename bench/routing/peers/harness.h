// What all peers in C++ share: the network as exchange.ts writes it, and slices of questions as it asks for them.
#pragma once
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

struct Edge {
  int a, z, latency, price;
  // Free slots for J2, before the storm's first order, and before the first order of J6; -1: it has failed.
  int free, stormFree, bookingFree;
};

struct Question {
  int source, target, limit, slots;
};

struct Network {
  int nodes;
  std::vector<Edge> edges;
  std::vector<Question> routes, storm, booking;
};

inline Network readNetwork(const char *file) {
  std::ifstream in(file);
  int nodes, edges, routes, storm, booking, slowness;
  if (!(in >> nodes >> edges >> routes >> storm >> booking >> slowness)) {
    std::fprintf(stderr, "%s is no network: the bench writes one and starts this program\n", file);
    std::exit(2);
  }
  Network network{nodes, std::vector<Edge>(edges), std::vector<Question>(routes), std::vector<Question>(storm), std::vector<Question>(booking)};
  for (int node = 0, x, y; node < nodes; node++) in >> x >> y;
  for (auto &e : network.edges) in >> e.a >> e.z >> e.latency >> e.price >> e.free >> e.stormFree >> e.bookingFree;
  for (auto &q : network.routes) in >> q.source >> q.target >> q.limit, q.slots = 8;
  for (auto &q : network.storm) in >> q.source >> q.target >> q.limit >> q.slots;
  for (auto &q : network.booking) in >> q.source >> q.target >> q.limit >> q.slots;
  return network;
}

// An edge in one of its two directions.
struct Arc {
  int from, to, edge;
};

inline std::vector<Arc> arcsByTail(const Network &network) {
  std::vector<std::vector<Arc>> leaving(network.nodes);
  for (int e = 0; e < (int)network.edges.size(); e++) {
    auto &edge = network.edges[e];
    leaving[edge.a].push_back({edge.a, edge.z, e});
    leaving[edge.z].push_back({edge.z, edge.a, e});
  }
  std::vector<Arc> arcs;
  for (auto &from : leaving) arcs.insert(arcs.end(), from.begin(), from.end());
  return arcs;
}

const long long noAnswer = -1;

struct Answerer {
  // The optimum of a question.
  std::function<long long(int)> answer;
  // Before the first order of a sequence.
  std::function<void()> reset = [] {};
};

inline double nanoseconds() {
  return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// Answers `J1 each 0 50` on each line of standard input until it ends.
inline void serveSlices(const std::map<std::string, Answerer> &answerers) {
  std::printf("{\"ready\":true}\n");
  std::fflush(stdout);
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream words(line);
    std::string job, manner;
    int first, count;
    words >> job >> manner >> first >> count;
    auto &answerer = answerers.at(job);
    if (first == 0) answerer.reset();
    std::vector<long long> values;
    std::vector<double> times;
    double begun = nanoseconds();
    for (int question = first; question < first + count; question++) {
      double each = manner == "each" ? nanoseconds() : 0;
      values.push_back(answerer.answer(question));
      if (manner == "each") times.push_back(nanoseconds() - each);
    }
    if (manner == "whole") times.push_back(nanoseconds() - begun);
    std::string told = "{\"values\":[";
    for (size_t i = 0; i < values.size(); i++) told += (i ? "," : "") + std::to_string(values[i]);
    told += "],\"ns\":[";
    for (size_t i = 0; i < times.size(); i++) told += (i ? "," : "") + std::to_string((long long)times[i]);
    std::printf("%s]}\n", told.c_str());
    std::fflush(stdout);
  }
}
