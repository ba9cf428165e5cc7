// SPDX-License-Identifier: Apache-2.0

import Calendars
import Formulas
import Testing

@testable import Planning

/// What a company sells to whom: few of all pairs of item and customer. Calculated and kept row by row, it is what it is when all rows are.
///
/// Sees: a row that is left out although it holds something, a total that keeps an old number, a branch that sees what the plan writes,
/// a formula taken for blank that is not.
@Suite struct SparseRowTests {
  private static let text = """
    model pairs 产品客户 "Pairs"
    dimension Item 物料 "Item"
      hierarchy product 产品线: Family 产品族 "Family"
    dimension Customer 客户 "Customer"
    dimension Lag 滞后 "Lag": 0..2
    section all 全部 "All"
    input units [Item, Customer, month]
    input promised [Item, Customer, month]
      blank: missing
    input list_price [Item, month]
    input rebate [Customer]
    input vat_rate [Item.Family]
    input cost [Item, month]
    input profile [Customer, Lag] %
    measure price [Item, Customer, month] = list_price * (1 - rebate)
    measure sales [Item, Customer, month] = units * price
    measure net [Item, Customer, month] = sales / (1 + vat_rate[by Item.Family])
    measure margin [Item, Customer, month] = net - units * cost
    measure share [Item, Customer, month] = divide(margin, net, else: 0)
    measure mean [Item, Customer, month] = movingsum(units, -2..0) / 3
    measure year [Item, Customer, month] = cumulate(net, reset: year)
    measure growth [Item, Customer, month] = net - lag(net, 3, else: 0)
    measure collected [Item, Customer, month] = spread(sales, profile: profile)
    measure open [Item, Customer, month] = rollforward(+ sales, - collected)
    measure agreed [Item, Customer, month] = first(promised, units)
    measure ordered [Item, Customer, month] = units + 1
    measure ordered_items [Item, month] = sum(ordered over Customer)
    measure item_sales [Item, month] = sum(sales over Customer)
    measure family_sales [Item.Family, Customer, month] = sum(sales by Item.Family)
    measure customer_net [Customer, month] = sum(net over Item)
    measure all_open [month] = sum(open over Item, Customer)
    measure all_agreed [month] = sum(agreed over Item, Customer)
    """ + "\n"

  private static let items = Array(Int64(1)...60)
  private static let customers = Array(Int64(1)...40)
  private static let first = Month(year: 2026, month: 1)
  private static let monthCount = 16

  private func engine(sparse: Bool) throws -> PlanEngine {
    let model = PlanningModel.check(ModelText.parse(Self.text), operators: [])
    try #require(model.isUsable, "\(model.findings)")
    let leaves = Self.items.map {
      MemberTable.Leaf(id: $0, code: "A\($0)", parents: ["Family": 101 + $0 % 3])
    }
    let engine = try PlanEngine(
      model: model,
      members: [
        MemberTable(
          dimension: "Item", leaves: leaves,
          groups: (101...103).map { MemberTable.Group(id: $0, code: "F\($0)", level: "Family") }),
        MemberTable(
          dimension: "Customer",
          leaves: Self.customers.map { MemberTable.Leaf(id: $0, code: "C\($0)") }),
      ],
      calendar: try PlanCalendar(
        firstMonth: Self.first, lastMonth: Self.first.advanced(by: Self.monthCount - 1),
        cutoff: Month(year: 2025, month: 12)))
    engine.sparseCells = sparse ? 0 : Int.max
    return engine
  }

  private func edit(_ measure: String, _ at: [String: Int64], _ month: Int?, _ value: Double?)
    -> InputEdit
  {
    InputEdit(
      measure: measure, coordinate: Coordinate(at),
      period: month.map { .month(Self.first.advanced(by: $0)) }, value: value,
      source: .constant)
  }

  /// Every customer buys one item in twelve, and every item has a price.
  private func load(_ engine: PlanEngine, vat: Double = 0.13) throws {
    var random = RecalculationOracleTests.Random(state: 5)
    func numbers(_ count: Int, _ scale: Double) -> [Double] {
      (0..<count).map { _ in Double(random.next(1_000)) * scale }
    }
    func put(_ measure: String, _ members: [Int64], _ values: [Double]) throws {
      let start: PlanPeriod? = values.count > 1 ? .month(Self.first) : nil
      try engine.load(
        measure, members: members, firstPeriod: start, values: values, source: .constant)
    }
    for item in Self.items {
      try put("list_price", [item], numbers(Self.monthCount, 0.25))
      try put("cost", [item], numbers(Self.monthCount, 0.1))
      for customer in Self.customers where (item * 7 + customer * 5) % 12 == 0 {
        try put("units", [item, customer], numbers(Self.monthCount, 1))
        if item % 2 == 0 { try put("promised", [item, customer], numbers(4, 1)) }
      }
    }
    for customer in Self.customers {
      try put("rebate", [customer], numbers(1, 0.0001))
      for lag in 0..<3 { try put("profile", [customer, Int64(lag)], numbers(1, 0.0005)) }
    }
    for family in 101...103 { try put("vat_rate", [Int64(family)], [vat]) }
    engine.calculate()
  }

  private func isSparse(_ engine: PlanEngine, _ measure: String) throws -> Bool {
    let index = try #require(engine.model.measure(named: measure))
    return engine.columns[engine.model.measures[index].block].isSparse
  }

  @Test func sparseRowsHaveTheBitsOfAllRowsInAFractionOfTheMemory() throws {
    let (sparse, dense) = (try engine(sparse: true), try engine(sparse: false))
    try load(sparse)
    try load(dense)
    #expect(sparse.stateDigestBytes() == dense.stateDigestBytes())
    for measure in ["units", "sales", "net", "share", "year", "collected", "open"] {
      #expect(try isSparse(sparse, measure), "\(measure)")
    }
    #expect(try !isSparse(sparse, "price"), "a price stands in every row")
    #expect(try !isSparse(dense, "sales"))
    #expect(sparse.ownBytes * 3 < dense.ownBytes, "\(sparse.ownBytes) of \(dense.ownBytes) bytes")
    for stagedCells in [0, Int.max] {
      sparse.stagedCells = stagedCells
      sparse.calculate()
      #expect(sparse.stateDigestBytes() == dense.stateDigestBytes(), "past the caches: \(stagedCells == 0)")
    }
  }

  @Test func aRowThatBeginsToHoldSomethingIsCalculatedLikeAnyOther() throws {
    let (sparse, dense) = (try engine(sparse: true), try engine(sparse: false))
    try load(sparse)
    try load(dense)
    let untouched = dense.stateDigestBytes()
    let branch = sparse.fork()
    let edits = [
      edit("units", ["Item": 1, "Customer": 2], 5, 12),
      edit("units", ["Item": 12, "Customer": 12], 0, nil),
      edit("list_price", ["Item": 3], 2, 77),
      edit("promised", ["Item": 59, "Customer": 40], 15, 8),
      edit("rebate", ["Customer": 2], nil, 0.5),
    ]
    let (moved, other) = (try sparse.apply(edits), try dense.apply(edits))
    #expect(moved.changedCells == other.changedCells)
    #expect(sparse.stateDigestBytes() == dense.stateDigestBytes())
    #expect(branch.stateDigestBytes() == untouched, "a branch stays as it was")
    _ = try branch.apply([edit("units", ["Item": 1, "Customer": 2], 5, 3)])
    #expect(
      sparse.stateDigestBytes() == dense.stateDigestBytes(),
      "and the plan does when the branch is changed")
    #expect(branch.stateDigestBytes() == branch.calculatedFromScratch().stateDigestBytes())
    sparse.calculate()
    #expect(sparse.stateDigestBytes() == dense.stateDigestBytes())
    #expect(sparse.calculatedFromScratch().stateDigestBytes() == dense.stateDigestBytes())
  }

  @Test func randomEditsLeaveTheBitsOfAllRows() throws {
    let (sparse, dense) = (try engine(sparse: true), try engine(sparse: false))
    try load(sparse)
    try load(dense)
    var random = RecalculationOracleTests.Random(state: 88)
    var branch: (sparse: PlanEngine, dense: PlanEngine)?
    for step in 0..<240 {
      let edits = (0..<3).map { _ in
        let at: [String: Int64] = [
          "Item": Self.items[random.next(Self.items.count)], "Customer": Self.customers[random.next(Self.customers.count)],
        ]
        let value = random.next(3) == 0 ? nil : Double(random.next(50))
        return edit(random.next(2) == 0 ? "units" : "promised", at, random.next(Self.monthCount), value)
      }
      if step % 3 == 2, let branch {
        _ = (try branch.sparse.apply(edits), try branch.dense.apply(edits))
      } else {
        _ = (try sparse.apply(edits), try dense.apply(edits))
      }
      if step % 40 == 10 { branch = (sparse.fork(), dense.fork()) }
      if step % 60 == 59 { sparse.calculate() }
      guard step % 10 == 9 else { continue }
      try #require(sparse.stateDigestBytes() == dense.stateDigestBytes(), "step \(step)")
      try #require(branch?.sparse.stateDigestBytes() == branch?.dense.stateDigestBytes(), "branch at step \(step)")
    }
    #expect(sparse.stateDigestBytes() == sparse.calculatedFromScratch().stateDigestBytes())
  }

  @Test func aTotalForgetsRowsThatBecameBlank() throws {
    let engine = try engine(sparse: true)
    try load(engine)
    let pairs = Self.items.flatMap { item in
      Self.customers.filter { (item * 7 + $0 * 5) % 12 == 0 }.map { (item, $0) }
    }
    _ = try engine.apply(
      pairs.flatMap { pair in
        (0..<Self.monthCount).map { edit("units", ["Item": pair.0, "Customer": pair.1], $0, nil) }
      })
    engine.calculate()
    #expect(try engine.values("item_sales", at: .total).allSatisfy { $0 == 0 })
    #expect(engine.stateDigestBytes() == engine.calculatedFromScratch().stateDigestBytes())
  }

  @Test func aDivisorThatMayBeZeroMakesBlankRowsMissing() throws {
    let (sparse, dense) = (try engine(sparse: true), try engine(sparse: false))
    try load(sparse, vat: -1)
    try load(dense, vat: -1)
    #expect(try sparse.values("net", at: ["Item": 1, "Customer": 1]).allSatisfy(\.isNaN))
    #expect(try !isSparse(sparse, "net"), "0 / 0 stands in every row")
    #expect(sparse.stateDigestBytes() == dense.stateDigestBytes())
  }

  @Test func aStageThatFillsUpIsCalculatedOverAllRows() throws {
    let engine = try engine(sparse: true)
    try load(engine)
    for item in Self.items {
      for customer in Self.customers {
        try engine.load(
          "units", members: [item, customer], firstPeriod: .month(Self.first), values: [1, 2, 3],
          source: .constant)
      }
    }
    engine.calculate()
    #expect(try !isSparse(engine, "units") && !isSparse(engine, "sales"))
    let dense = engine.stateDigestBytes()
    engine.sparseCells = Int.max
    #expect(engine.calculatedFromScratch().stateDigestBytes() == dense)
  }

  @Test func boundsHoldWhateverTheCellsAre() {
    var random = RecalculationOracleTests.Random(state: 9)
    let numbers: [Double] = [0, 1, -1, 2.5, -7.25, 1e308, -1e308, 3e-300, 1.0 / 3, -0.1, .nan]
    func bounds(_ cells: [Double]) -> Bounds {
      let given = cells.filter { !$0.isNaN }
      return Bounds(
        lower: given.min() ?? .infinity, upper: given.max() ?? -.infinity,
        mayBeMissing: given.count < cells.count)
    }
    func holds(_ value: Double, _ bounds: Bounds) -> Bool {
      value.isNaN ? bounds.mayBeMissing : value >= bounds.lower && value <= bounds.upper
    }
    let binary: [BinaryFunction] = [
      .add, .subtract, .multiply, .divide, .equal, .notEqual, .less, .lessOrEqual, .greater,
      .greaterOrEqual, .and, .or, .minimum, .maximum,
      .firstGiven,
    ]
    let unary: [UnaryFunction] = [.negative, .not, .given, .absolute, .floor, .ceiling, .round(1)]
    for _ in 0..<400 {
      let a = (0..<3).map { _ in numbers[random.next(numbers.count)] }
      let b = (0..<3).map { _ in numbers[random.next(numbers.count)] }
      for function in binary {
        let all = Bounds.apply(function, bounds(a), bounds(b))
        for x in a {
          for y in b {
            #expect(
              holds(CellArithmetic.apply(function, x, y), all), "\(function) \(x) \(y) \(all)")
          }
        }
      }
      for function in unary {
        let all = Bounds.apply(function, bounds(a))
        for x in a {
          #expect(holds(CellArithmetic.apply(function, x), all), "\(function) \(x) \(all)")
        }
      }
    }
  }
}
