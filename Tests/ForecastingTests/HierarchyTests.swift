// SPDX-License-Identifier: Apache-2.0
import Forecasting
import Testing

/// Sees: a bottom counted twice or not at all, a mistake that is not told or is told of the wrong node.
@Suite struct HierarchyTests {
  static func edges(_ pairs: [(String, String)]) -> [Hierarchy.Edge] { pairs.map { Hierarchy.Edge(parent: $0.0, child: $0.1) } }

  @Test("a company of regions and offices is the sum of its offices, each once, whatever the order of rows")
  func tree() throws {
    let pairs = [("north", "office 1"), ("company", "south"), ("south", "office 3"), ("north", "office 2"), ("company", "north")]
    for rows in [pairs, pairs.reversed()] {
      let hierarchy = try Hierarchy(edges: Self.edges(rows))
      let numbers = hierarchy.numbers
      let company = try #require(numbers["company"])
      #expect(Set(hierarchy.bottoms(of: company).map { hierarchy.names[$0] }) == ["office 1", "office 2", "office 3"])
      #expect(hierarchy.bottomCount(of: try #require(numbers["north"])) == 2)
      #expect(hierarchy.isBottom(try #require(numbers["office 3"])))
      #expect(hierarchy.levels.map { $0.nodes.count } == [1, 2, 3])
      #expect(hierarchy.aggregates.first == company)
    }
  }

  @Test("where families cross with regions, a total that can be reached both ways counts each cell once")
  func crossed() throws {
    let hierarchy = try Hierarchy(
      edges: Self.edges([
        ("all", "north"), ("all", "south"), ("all", "paint"), ("all", "brush"), ("north", "n-paint"), ("north", "n-brush"),
        ("south", "s-paint"), ("south", "s-brush"), ("paint", "n-paint"), ("paint", "s-paint"), ("brush", "n-brush"), ("brush", "s-brush"),
      ]))
    #expect(hierarchy.bottomCount(of: 0) == 4)
    #expect(hierarchy.count == 9)
    #expect(hierarchy.levels.isEmpty)
  }

  @Test("labels give a level for each grouping, and the rows as bottoms")
  func labels() throws {
    let labels = [["n", "p"], ["n", "b"], ["s", "p"]]
    let hierarchy = try Hierarchy(columns: ["region", "item"], labels: labels, groupings: [[], ["region"], ["item"]])
    #expect(hierarchy.names == ["all", "n", "s", "p", "b", "n/p", "n/b", "s/p"])
    #expect(hierarchy.levels.map(\.name) == ["all", "region", "item", "region/item"])
    #expect(hierarchy.bottoms(of: 3).map { hierarchy.names[$0] } == ["n/p", "s/p"])
    #expect(try hierarchy.level(named: "item").nodes == [3, 4])
    let unknown = #expect(throws: ForecastError.self) { try hierarchy.level(named: "town") }
    #expect(unknown?.code == .hierarchyUnsuited && unknown?.hint.contains("region/item") == true)
  }

  @Test("all mistakes of a list of parents are told at once, each with its node")
  func parents() {
    let error = #expect(throws: ForecastError.self) {
      try Hierarchy(parents: [("all", []), ("a", ["all"]), ("a", ["all"]), ("b", ["nowhere"]), ("c", ["d"]), ("d", ["e"]), ("e", ["c"])])
    }
    #expect(error?.code == .hierarchyInvalid)
    for part in ["\"a\" is there twice", "\"nowhere\" that is not there", "\"c\" is a part of itself: \"c\" in \"d\" in \"e\" in \"c\""] {
      #expect(error?.detail.contains(part) == true, "\(error?.detail ?? "") lacks \(part)")
    }
  }

  @Test("pairs of parent and child tell the entry of a repetition, of an empty name, and every ring")
  func pairs() {
    let problems = Hierarchy.problems(
      edges: Self.edges([("a", "b"), ("", "c"), ("a", "b"), ("x", "x"), ("p", "q"), ("q", "p"), ("q", "leaf")]))
    #expect(problems.map(\.kind) == [.noName, .duplicate, .cycle, .cycle])
    #expect(problems.map(\.entry) == [1, 2, nil, nil])
    #expect(problems[2].node == "x" && problems[3].reason.contains("\"p\" in \"q\" in \"p\""))
  }

  @Test("sums over names that are no bottoms, over nothing, or named twice are refused")
  func sums() {
    let error = #expect(throws: ForecastError.self) { try Hierarchy(bottoms: ["a", "b"], sums: [("t", ["a", "c", "a"])]) }
    #expect(error?.detail.contains("\"c\", which is no bottom") == true && error?.detail.contains("\"a\" twice") == true)
    let empty = #expect(throws: ForecastError.self) { try Hierarchy(bottoms: ["a", "a"], sums: [("t", [])]) }
    #expect(empty?.detail.contains("\"t\" sums no bottom node") == true && empty?.detail.contains("\"a\" is there twice") == true)
    for nothing in [
      { try Hierarchy(edges: []) }, { try Hierarchy(bottoms: [], sums: []) }, { try Hierarchy(columns: [], labels: [], groupings: []) },
    ] {
      #expect(throws: ForecastError.self) { try nothing() }
    }
  }

  @Test("a single node, and a node without parts beside others, are hierarchies too")
  func small() throws {
    #expect(try Hierarchy(bottoms: ["a"], sums: []).count == 1)
    let hierarchy = try Hierarchy(parents: [("a", []), ("b", []), ("c", ["b"])])
    #expect(hierarchy.bottoms.map { hierarchy.names[$0] } == ["a", "c"])
    let reconciliation = try Reconciliation(hierarchy, .minimumTrace(.structural))
    #expect(try reconciliation.reconcile(NodeValues([[5], [2], [4]])).values == [5, 3, 3])
  }
}
