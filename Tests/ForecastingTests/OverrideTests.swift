// SPDX-License-Identifier: Apache-2.0
import Forecasting
import Testing

/// Sees: a fixed value that is not held, a contradiction that is not told or is told of the wrong nodes, a scale that does not follow. Does not see: whether people fix
/// sensible values.
@Suite struct OverrideTests {
  /// company → north (a, b), south (c, d).
  static func company() throws -> Hierarchy {
    try Hierarchy(
      edges: [("company", "north"), ("company", "south"), ("north", "a"), ("north", "b"), ("south", "c"), ("south", "d")].map {
        Hierarchy.Edge(parent: $0.0, child: $0.1)
      })
  }

  static func fixed(_ hierarchy: Hierarchy, _ values: [(String, Double)], step: Int = 0) -> [ForecastOverride] {
    let numbers = hierarchy.numbers
    return values.map { ForecastOverride(node: numbers[$0.0] ?? -1, step: step, value: $0.1) }
  }

  static let base: [String: Double] = ["company": 110, "north": 50, "south": 48, "a": 20, "b": 30, "c": 10, "d": 40]

  static func values(_ hierarchy: Hierarchy, steps: Int = 1) throws -> NodeValues {
    try NodeValues(hierarchy.names.map { name in (0..<steps).map { _ in base[name] ?? 0 } })
  }

  @Test("bottom-up with a fixed region shares the difference in proportion, and touches nothing else")
  func proportional() throws {
    let hierarchy = try Self.company()
    let found = try Reconciliation(hierarchy, .bottomUp).reconcile(
      Self.values(hierarchy), overrides: Self.fixed(hierarchy, [("north", 100)]))
    let numbers = hierarchy.numbers
    let expected: [(String, Double)] = [("a", 40), ("b", 60), ("c", 10), ("d", 40), ("north", 100), ("south", 50), ("company", 150)]
    for (name, value) in expected {
      let node = try #require(numbers[name])
      #expect(abs(found[node, 0] - value) < 1e-10, "\(name)")
    }
  }

  @Test("several levels may be fixed at once, and the rest lies between", arguments: ReconciliationMethod.ErrorWeighting.allCases)
  func severalLevels(_ weighting: ReconciliationMethod.ErrorWeighting) throws {
    let hierarchy = try Self.company()
    let errors = (0..<63).map { (place: Int) -> Double in
      let mixed = place * place * 31 + place * 7
      return Double(mixed % 23 - 11)
    }
    let residuals = NodeValues(nodeCount: 7, stepCount: 9, values: errors)
    let overrides = Self.fixed(hierarchy, [("company", 200), ("north", 90), ("c", 33.3)], step: 1)
    for isNonNegative in [false, true] {
      let reconciliation = try Reconciliation(hierarchy, .minimumTrace(weighting), residuals: residuals, isNonNegative: isNonNegative)
      let found = try reconciliation.reconcile(Self.values(hierarchy, steps: 3), overrides: overrides)
      for override in overrides { #expect(found[override.node, 1] == override.value) }
      let numbers = hierarchy.numbers
      let (south, d) = (try #require(numbers["south"]), try #require(numbers["d"]))
      #expect(abs(found[d, 1] - 76.7) < 1e-9)
      #expect(abs(found[south, 1] - 110) < 1e-9)
      #expect(found.steps(of: 0)[0] == found.steps(of: 0)[2])
    }
  }

  @Test("when all parts of a fixed parent are fixed at another sum, the step, the nodes and both values are told; all at once")
  func contradictions() throws {
    let hierarchy = try Self.company()
    let reconciliation = try Reconciliation(hierarchy, .minimumTrace(.structural))
    let overrides =
      Self.fixed(hierarchy, [("north", 70), ("a", 20), ("b", 30)])
      + Self.fixed(hierarchy, [("company", 100), ("north", 60), ("south", 50)], step: 1)
      + Self.fixed(hierarchy, [("d", 1), ("d", 2)], step: 2)
    let error = #expect(throws: ForecastError.self) {
      try reconciliation.reconcile(Self.values(hierarchy, steps: 3), overrides: overrides)
    }
    #expect(error?.code == .overridesContradict)
    let parts = [
      "step 1: \"north\" is fixed at 70.0, but what is fixed for \"a\", \"b\" makes 50.0",
      "step 2: \"company\" is fixed at 100.0, but what is fixed for \"north\", \"south\" makes 110.0",
      "step 3: \"d\" is fixed twice, at 1.0 and 2.0",
    ]
    for part in parts { #expect(error?.detail.contains(part) == true, "\(error?.detail ?? "") lacks \(part)") }
  }

  @Test("a parent that is fixed at just what its fixed parts make is no contradiction", arguments: [false, true])
  func redundant(_ isNonNegative: Bool) throws {
    let hierarchy = try Self.company()
    for method in [ReconciliationMethod.minimumTrace(.structural), .minimumTrace(.equal), .bottomUp] {
      let reconciliation = try Reconciliation(hierarchy, method, isNonNegative: isNonNegative)
      let overrides = Self.fixed(hierarchy, [("company", 110.5), ("north", 60.25), ("south", 50.25), ("a", 30), ("b", 30.25)])
      let found = try reconciliation.reconcile(Self.values(hierarchy), overrides: overrides)
      for override in overrides { #expect(found[override.node, 0] == override.value) }
      let numbers = hierarchy.numbers
      let (c, d) = (found[try #require(numbers["c"]), 0], found[try #require(numbers["d"]), 0])
      #expect(abs(c + d - 50.25) < 1e-9 && d > c)
    }
  }

  @Test("crossed totals that disagree are found, though no parent has all of its parts fixed")
  func crossed() throws {
    let labels = [["n", "p"], ["n", "b"], ["s", "p"], ["s", "b"]]
    let hierarchy = try Hierarchy(columns: ["region", "item"], labels: labels, groupings: [["region"], ["item"]])
    let base = NodeValues(nodeCount: 8, stepCount: 1, values: [Double](repeating: 1, count: 8))
    let reconciliation = try Reconciliation(hierarchy, .minimumTrace(.structural))
    let error = #expect(throws: ForecastError.self) {
      try reconciliation.reconcile(base, overrides: Self.fixed(hierarchy, [("n", 10), ("s", 20), ("p", 15), ("b", 16)]))
    }
    #expect(
      error?.detail.contains("\"n\" is fixed at 10.0, but what is fixed for \"s\", \"p\", \"b\" makes 11.0") == true,
      "\(error?.detail ?? "")")
    let agreed = Self.fixed(hierarchy, [("n", 10), ("s", 20), ("p", 15), ("b", 15)])
    let found = try reconciliation.reconcile(base, overrides: agreed)
    for override in agreed { #expect(found[override.node, 0] == override.value) }
  }

  @Test("under no negative values, fixing a part above its whole is told, and so is a value below nought")
  func impossible() throws {
    let hierarchy = try Self.company()
    let reconciliation = try Reconciliation(hierarchy, .minimumTrace(.structural), isNonNegative: true)
    let impossible: [[(String, Double)]] = [[("north", 10), ("a", 12)], [("company", 40), ("north", 41)], [("d", -1)]]
    for values in impossible {
      let error = #expect(throws: ForecastError.self) {
        try reconciliation.reconcile(Self.values(hierarchy), overrides: Self.fixed(hierarchy, values))
      }
      #expect(error?.code == .overridesContradict)
    }
    // Nought itself is a value like others.
    let found = try reconciliation.reconcile(Self.values(hierarchy), overrides: Self.fixed(hierarchy, [("north", 0)]))
    #expect(found.values.allSatisfy { $0 >= 0 })
    let numbers = hierarchy.numbers
    let (a, b) = (try #require(numbers["a"]), try #require(numbers["b"]))
    #expect(found[a, 0] == 0 && found[b, 0] == 0)
  }

  @Test("nodes and steps that do not exist, and values that are no numbers, are refused")
  func refused() throws {
    let hierarchy = try Self.company()
    let reconciliation = try Reconciliation(hierarchy, .bottomUp)
    let wrong: [(ForecastOverride, ForecastError.Code)] = [
      (ForecastOverride(node: 7, step: 0, value: 1), .nodesMismatched), (ForecastOverride(node: 0, step: 1, value: 1), .nodesMismatched),
      (ForecastOverride(node: 0, step: 0, value: .nan), .notFinite),
    ]
    for (override, code) in wrong {
      let error = #expect(throws: ForecastError.self) { try reconciliation.reconcile(Self.values(hierarchy), overrides: [override]) }
      #expect(error?.code == code)
    }
    var values = try Self.values(hierarchy).values
    values[3] = .infinity
    let infinite = #expect(throws: ForecastError.self) {
      try reconciliation.reconcile(NodeValues(nodeCount: 7, stepCount: 1, values: values))
    }
    #expect(infinite?.code == .notFinite && infinite?.subject == hierarchy.names[3])
  }

  @Test("forecasts keep their form: fixed ones have no width, others nest around their means, and sums of independent errors grow as roots")
  func forecasts() throws {
    let hierarchy = try Self.company()
    let forecasts = hierarchy.names.map { Forecast(method: "m", mean: [Self.base[$0] ?? 0, 5], scale: [3, 4], floor: 0) }
    let numbers = hierarchy.numbers
    let (company, north, a) = (try #require(numbers["company"]), try #require(numbers["north"]), try #require(numbers["a"]))
    let up = try Reconciliation(hierarchy, .bottomUp).reconcile(forecasts)
    #expect(abs(up[company].scale[0] - 6) < 1e-12 && abs(up[north].scale[1] - 32.0.squareRoot()) < 1e-12)
    for method in [ReconciliationMethod.bottomUp, .topDown(.forecast), .minimumTrace(.structural)] {
      let found = try Reconciliation(hierarchy, method, isNonNegative: true).reconcile(
        forecasts, overrides: Self.fixed(hierarchy, [("north", 70)]))
      #expect(found[north].mean[0] == 70 && found[north].scale[0] < 1e-7)
      // From the top alone a part of a fixed region is a fixed share of it.
      #expect((found[a].scale[0] > 0) == (method != .topDown(.forecast)))
      for forecast in found {
        #expect(forecast.method == "m" && forecast.floor == 0)
        for step in 0..<2 {
          let (narrow, wide) = (forecast.interval(.eighty, step: step), forecast.interval(.ninetyFive, step: step))
          let rising = [wide.lower, narrow.lower, forecast.mean[step], narrow.upper, wide.upper]
          #expect(rising == rising.sorted())
        }
      }
      let south = try #require(numbers["south"])
      for step in 0..<2 {
        let parts = found[north].mean[step] + found[south].mean[step]
        #expect(abs(found[company].mean[step] - parts) < 1e-9)
      }
    }
    // Weighing seven forecasts leaves less error than adding up four of them.
    let weighed = try Reconciliation(hierarchy, .minimumTrace(.equal)).reconcile(forecasts)
    #expect(weighed[company].scale[0] < up[company].scale[0] && weighed[company].scale[0] < 3)
  }
}
