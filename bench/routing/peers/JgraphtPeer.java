import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.IntToLongFunction;
import org.jgrapht.alg.shortestpath.BidirectionalDijkstraShortestPath;
import org.jgrapht.alg.shortestpath.SuurballeKDisjointShortestPaths;
import org.jgrapht.alg.shortestpath.YenKShortestPath;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleDirectedWeightedGraph;
import org.jgrapht.graph.SimpleWeightedGraph;

/** JGraphT: bidirectional Dijkstra (J1), Yen (J3, as TransportPCE asks it) and Suurballe (J4). Reads the network as exchange.ts writes it. */
public class JgraphtPeer {
  public static void main(String[] parameters) throws Exception {
    int[][] lines = Files.readAllLines(Path.of(parameters[0])).stream().map(JgraphtPeer::numbers).toArray(int[][]::new);
    int nodes = lines[0][0], edges = lines[0][1];
    var graph = new SimpleWeightedGraph<Integer, DefaultWeightedEdge>(DefaultWeightedEdge.class);
    // Every node in two, so that ways that share no edge share no node either.
    var split = new SimpleDirectedWeightedGraph<Integer, DefaultWeightedEdge>(DefaultWeightedEdge.class);
    for (int node = 0; node < nodes; node++) graph.addVertex(node);
    for (int half = 0; half < 2 * nodes; half++) split.addVertex(half);
    for (int node = 0; node < nodes; node++) split.setEdgeWeight(split.addEdge(2 * node, 2 * node + 1), 0);
    for (int at = 1 + nodes; at < 1 + nodes + edges; at++) {
      int a = lines[at][0], z = lines[at][1], latency = lines[at][2];
      graph.setEdgeWeight(graph.addEdge(a, z), latency);
      split.setEdgeWeight(split.addEdge(2 * a + 1, 2 * z), latency);
      split.setEdgeWeight(split.addEdge(2 * z + 1, 2 * a), latency);
    }
    var dijkstra = new BidirectionalDijkstraShortestPath<>(graph);
    var yen = new YenKShortestPath<>(graph);
    int first = 1 + nodes + edges;
    serve(
        Map.of(
            "J1", question -> (long) dijkstra.getPath(lines[first + question][0], lines[first + question][1]).getWeight(),
            "J3", question -> {
              double sum = 0;
              for (var way : yen.getPaths(lines[first + question][0], lines[first + question][1], 8)) sum += way.getWeight();
              return (long) sum;
            },
            "J4", question -> {
              var suurballe = new SuurballeKDisjointShortestPaths<>(split);
              var ways = suurballe.getPaths(2 * lines[first + question][0] + 1, 2 * lines[first + question][1], 2);
              if (ways.size() < 2) return -1;
              double sum = 0;
              for (var way : ways) sum += way.getWeight();
              return (long) sum;
            }));
  }

  private static int[] numbers(String line) {
    var words = line.split(" ");
    var numbers = new int[words.length];
    for (int at = 0; at < words.length; at++) numbers[at] = Integer.parseInt(words[at]);
    return numbers;
  }

  private static void serve(Map<String, IntToLongFunction> answerers) throws Exception {
    System.out.println("{\"ready\":true}");
    var in = new BufferedReader(new InputStreamReader(System.in));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      var words = line.split(" ");
      var answerer = answerers.get(words[0]);
      boolean isWhole = words[1].equals("whole");
      int first = Integer.parseInt(words[2]), count = Integer.parseInt(words[3]);
      var values = new StringJoiner(",");
      var times = new StringJoiner(",");
      long begun = System.nanoTime();
      for (int question = first; question < first + count; question++) {
        long each = System.nanoTime();
        values.add(Long.toString(answerer.applyAsLong(question)));
        if (!isWhole) times.add(Long.toString(System.nanoTime() - each));
      }
      if (isWhole) times.add(Long.toString(System.nanoTime() - begun));
      System.out.println("{\"values\":[" + values + "],\"ns\":[" + times + "]}");
    }
  }
}
