// SPDX-License-Identifier: Apache-2.0

import Calendars
import Formulas
import Planning
import Testing

/// The statements that stand for more than one formula: scoped formulas, totals, weighted totals, loops.
@Suite struct ModelLanguageTests {
  private static let head = """
    model m
    dimension Item 物料 "Item"
      hierarchy product: Family
      hierarchy brand: Brand
    dimension Region 区域 "Region"
    input units 销量 "Units" [Item, Region, month] 件
    input price 单价 "Price" [Item, Region, month] 元/件
      total: weighted(price by units)   time: weighted(price by units)

    """

  private func checked(_ text: String) -> CheckedModel { PlanningModel.check(ModelText.parse(Self.head + text)) }

  private func errors(_ text: String) -> [TextFinding] { checked(text).findings.filter { $0.severity == .error } }

  private func engine(_ text: String) throws -> PlanEngine {
    var leaves: [MemberTable.Leaf] = []
    for index in 0..<4 {
      let parents: [String: Int64] = ["Family": index < 2 ? 11 : 12, "Brand": index % 2 == 0 ? 21 : 22]
      leaves.append(MemberTable.Leaf(id: Int64(index + 1), code: "P\(index)", parents: parents))
    }
    let items = MemberTable(
      dimension: "Item", leaves: leaves,
      groups: [
        MemberTable.Group(id: 11, code: "F0", level: "Family"), MemberTable.Group(id: 12, code: "F1", level: "Family"),
        MemberTable.Group(id: 21, code: "B0", level: "Brand"), MemberTable.Group(id: 22, code: "B1", level: "Brand"),
      ])
    let regions = MemberTable(
      dimension: "Region", leaves: [MemberTable.Leaf(id: 1, code: "E"), MemberTable.Leaf(id: 2, code: "W")])
    let first = Month(year: 2026, month: 1)
    let engine = try PlanEngine(
      model: checked(text), members: [items, regions],
      calendar: PlanCalendar(firstMonth: first, lastMonth: first.adding(months: 3), cutoff: first.adding(months: -1)))
    for item in Int64(1)...4 {
      for region in Int64(1)...2 {
        let values = (0..<4).map { Double(item * 10 + region + Int64($0)) }
        try engine.load("units", members: [item, region], firstPeriod: .month(first), values: values, source: .constant)
        try engine.load(
          "price", members: [item, region], firstPeriod: .month(first), values: values.map { $0 / 4 }, source: .constant)
      }
    }
    engine.calculate()
    return engine
  }

  // MARK: scoped formulas

  @Test func theLastScopedFormulaThatHoldsWins() throws {
    let engine = try engine(
      """
      measure plan [Item, Region, month] 件
        = units
        where Region = "E": units * 2
        where Item.Family = "F0" and Region = "E": units * 3
        where Item = "P0" or Item = "P3": units * 7
      """)
    func factor(_ item: Int64, _ region: Int64) throws -> Double {
      try engine.values("plan", at: ["Item": item, "Region": region])[1] / engine.values("units", at: ["Item": item, "Region": region])[1]
    }
    #expect(try factor(1, 1) == 7 && factor(4, 2) == 7)
    #expect(try factor(2, 1) == 3 && factor(3, 1) == 2 && factor(2, 2) == 1)
  }

  @Test func aMeasureOfFamiliesIsScopedByItsFamilies() throws {
    let engine = try engine(
      """
      measure families [Item.Family, month] 件
        = sum(sum(units by Item.Family) over Region)
        where Item.Family <> "F0": 0
      """)
    #expect(try engine.values("families", at: ["Item": 12]) == [0, 0, 0, 0])
    #expect(try engine.values("families", at: ["Item": 11])[0] == 11 + 12 + 21 + 22)
  }

  @Test func membersAreNamedInsideAnAggregationToo() throws {
    let engine = try engine(
      "measure east [Item, month] 件 = sum(if Region = \"E\" and Item.Brand = \"B0\" then units else 0 over Region)")
    #expect(try engine.values("east", at: ["Item": 1]) == engine.values("units", at: ["Item": 1, "Region": 1]))
    #expect(try engine.values("east", at: ["Item": 2]) == [0, 0, 0, 0])
  }

  @Test func aCodeThatNobodyHasIsNamed() throws {
    let engine = try engine(
      "measure plan [Item, Region, month] 件\n  = units\n  where Region = \"N\": 0\n  where Item.Family = \"F0\": 0")
    #expect(engine.unknownMembers().map { "\($0.domain) \($0.code)" } == ["Region N"])
  }

  @Test func aScopedFormulaIsCheckedLikeAnyOther() {
    let text = "measure plan [Item, month] 件\n  = sum(units over Region)\n  where Region = \"E\": 0"
    #expect(errors(text).map(\.code) == [.dimensionNeedsMapping])
    let unit = "measure plan [Item, Region, month] 件\n  = units\n  where Region = \"E\": price"
    #expect(errors(unit).map(\.code) == [.unitsDiffer])
  }

  // MARK: totals

  @Test func totalsDeclareOneMeasureForEachThatIsListed() throws {
    let text = """
      measure sales 销售额 "Sales" [Item, Region, month] 元
        = units * price
      measure stock 库存 [Item, Region, month] 件
        time: last
        = units
      totals fam 产品族 "by family" [Item.Family, Region, month]: sales, stock
      totals all 全部 "in total" [month]: sales_fam, stock
      measure after [month] 元 = sales_fam_all * 2
      """
    #expect(errors(text).isEmpty, "\(errors(text))")
    let engine = try engine(text)
    let ids = engine.model.measures.map(\.id)
    #expect(ids.suffix(7) == ["sales", "stock", "sales_fam", "stock_fam", "sales_fam_all", "stock_all", "after"])
    let names = try #require(engine.model.measures.first { $0.id == "sales_fam_all" }).names
    #expect(names.chinese == "销售额_产品族_全部" && names.english == "Sales by family in total")
    #expect(try #require(engine.model.measures.first { $0.id == "stock_fam" }).time == .last)
    #expect(try engine.values("sales_fam", at: ["Item": 12, "Region": 2]) == engine.values("sales", at: ["Item": 12, "Region": 2]))
    #expect(try engine.values("sales_fam_all", at: .total) == engine.values("sales_fam", at: .total))
    #expect(try engine.values("stock_all", at: .total) == engine.values("stock", at: .total))
  }

  @Test func aRateIsTotalledAsTheRatioOfWhatIsTotalledWithIt() throws {
    let text = """
      measure sales [Item, Region, month] 元 = units * price
      measure cost [Item, Region, month] 元 = sales / 2
      measure rate [Item, Region, month] %
        total: ratio(cost / sales)
        = cost / sales
      totals fam [Item.Family, Region, month]: sales, cost, rate
      """
    let engine = try engine(text)
    #expect(try engine.values("rate_fam", at: ["Item": 11, "Region": 1]) == [0.5, 0.5, 0.5, 0.5])
    let alone = errors(
      "measure rate [Item, Region, month] % = units / units\ntotals fam [Item.Family, Region, month]: rate, unit")
    #expect(alone.map(\.code) == [.totalNotPossible, .nameNotKnown])
    #expect(alone.last?.hint.lowercased().contains("units") == true)
  }

  @Test func aWeightedPriceIsTheMoneyOverThePieces() throws {
    let sales = "measure sales [Item, Region, month] 元 = units * price"
    let engine = try engine(sales)
    let month = PlanPeriod.month(Month(year: 2026, month: 2))
    var (money, pieces) = (0.0, 0.0)
    for item in Int64(1)...2 {
      let at: Coordinate = ["Item": item, "Region": 1]
      let units = try #require(try engine.value("units", at: at, period: month))
      money += try #require(try engine.value("price", at: at, period: month)) * units
      pieces += units
    }
    #expect(try engine.value("price", at: ["Item": 11, "Region": 1], period: month) == money / pieces)
    #expect(try engine.value("price", at: .total, period: .year(2026)) != nil)
    #expect(engine.model.measures.filter(\.isHidden).map(\.id) == ["price__weighted", "price__weight"])
    #expect(checked(sales).findings.isEmpty, "\(checked(sales).findings)")
  }

  // MARK: several hierarchies

  @Test func everyHierarchyOfADimensionHasItsTotals() throws {
    let engine = try engine("measure brands [Item.Brand, month] 件 = sum(sum(units by Item.Brand) over Region)")
    let brand = try engine.values("brands", at: ["Item": 21])
    #expect(brand == (try engine.values("units", at: ["Item": 21])))
    #expect(try engine.values("units", at: ["Item": 21])[0] == 11 + 12 + 31 + 32)
    #expect(try engine.values("units", at: ["Item": 11])[0] == 11 + 12 + 21 + 22)
  }

  // MARK: loops

  private static let circle = """
    input cost [month] 元
    measure interest [month] 元 = 1% * (prev(debt) + debt) / 2
    measure need [month] 元 = cost + interest
    measure debt [month] 元
      time: last
      = prev(debt) + need

    """

  @Test func aCircleIsAnErrorUntilALoopDeclaresIt() throws {
    let open = try #require(errors(Self.circle).first)
    #expect(open.code == .circle)
    #expect(open.detail.hasPrefix("interest → debt → need → interest"), "\(open)")
    #expect(open.hint.contains("loop"))
    #expect(errors(Self.circle + "loop financing 融资循环 (interest) until 1e-9 max 50").isEmpty)
  }

  @Test func aLoopNamesWhatItGuesses() {
    #expect(errors(Self.circle + "loop l (interst)").map(\.code).contains(.nameNotKnown))
    #expect(errors(Self.circle + "loop l (cost)").map(\.code).contains(.loopNotNeeded))
    #expect(errors(Self.circle + "loop l (interest) max 5000").map(\.code).contains(.limitExceeded))
    #expect(errors(Self.circle + "loop l (interest) until 2").map(\.code).contains(.textNotUnderstood))
    let twice = errors(Self.circle + "loop l (interest)\nloop k (debt)")
    #expect(twice.map(\.code).contains(.circle) && twice.contains { $0.hint.contains("one loop") })
  }

  @Test func aGuessThatNothingLeadsBackToIsAWarning() throws {
    let model = checked(Self.circle + "measure free [month] 元 = cost * 2\nloop l (interest, free)")
    #expect(model.isUsable)
    #expect(model.findings.filter { $0.code == .loopNotNeeded }.map(\.subject) == ["free"])
    let report = PlanningModel.report(model)
    #expect(report.lines.filter(\.isInLoop).map(\.names.id) == ["interest", "need", "debt"])
  }

  @Test func aCircleThatTheLoopDoesNotCutIsStillAnError() throws {
    let text = Self.circle + "measure p [month] 元 = q + interest\nmeasure q [month] 元 = p\nloop l (interest)"
    #expect(errors(text).contains { $0.code == .circle && $0.detail.hasPrefix("p → q") })
  }
}
