// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Planning
import Testing

@testable import PlanningCycle

/// Own alert rules: what each kind finds, what is refused, who is told.
/// Sees: a rule that is wrong about its figure, a mask that is not the table's, an owner who left and goes on being told. Does not see: how a sentence looks.
@Suite struct RuleStories {
  private let rules: RuleCompany
  private var company: SmallCompany { rules.company }

  init() throws { rules = try RuleCompany() }

  private func value(_ cell: String) throws -> Double { try #require(try company.value(cell)) }

  @Test("neighbouring periods beyond the line are one stretch; it lasts until one has recovered, and what is not known ends it")
  func stretches() {
    func stretches(_ excess: [Double], _ recovery: Double = 0) -> [[Int]] {
      RuleStretch.all(excess, recovery: recovery).map { [$0.first, $0.last, $0.worst] }
    }
    #expect(stretches([-1, 2, 5, 1, -1, 3]) == [[1, 3, 2], [5, 5, 5]])
    #expect(stretches([-1, 10, -0.4, 8, -0.6, 1], 0.05) == [[1, 3, 1], [5, 5, 5]], "within five per cent of its worst it lingers")
    #expect(stretches([2, .nan, 2]) == [[0, 0, 0], [2, 2, 2]])
    #expect(stretches([0, -1, .nan]) == [] && stretches([]) == [])
    #expect(stretches([4, -0.1, -0.1], 0.05) == [[0, 2, 0]], "what has not recovered at the end stays")
  }

  @Test("a figure under its number hits, at the number it does not; the money is what is missing, and the link leads to the cell")
  func threshold() throws {
    let cell = "orders|Region=EAST@2026-12"
    let now = try value(cell)
    let under = RuleCompany.threshold("orders", "below", "\(Int(now) + 1_000)") {
      ($0.members, $0.window, $0.count) = (["Region": "EAST"], "months", 2)
    }
    let preview = try rules.preview(under)
    let hit = try #require(preview.hits.first { $0.cell == cell || $0.id.hasSuffix("2026-11") })
    #expect(
      preview.problems.isEmpty && preview.cellCount == 2 && hit.code == "rule" && hit.link.hasPrefix("#/table?cell=orders%7CRegion%3DEAST"))
    let december = RuleCompany.threshold("orders", "below", "\(now)") { ($0.members, $0.count) = (["Region": "EAST"], 2) }
    let exact = try rules.preview(december)
    #expect(!exact.hits.contains { $0.cell == cell }, "at the line it does not hit")
    let over = try rules.preview(
      RuleCompany.threshold("orders", "above", "\(Int(now) - 1_000)") { ($0.members, $0.count) = (["Region": "EAST"], 2) })
    #expect(over.hitCount >= 1)
    let id = try rules.save(under)
    #expect(try rules.view(id)?.hits.map(\.title.chinese) == ["规则"] && rules.alerts(as: rules.boss).count == 1)
    #expect(try rules.alerts(as: rules.finance) == [], "an own rule is nobody else's")
  }

  @Test("the money of a hit is the distance to the line, to the last 分; typed 万 and thousands are read")
  func money() throws {
    let month = "2026-12"
    let now = try value("orders@\(month)")
    let line = (now / 10_000).rounded(.up) + 1
    let draft = RuleCompany.threshold("orders", "below", "\(Int(line))万") { ($0.window, $0.count) = ("months", 2) }
    let hit = try #require(try rules.preview(draft).hits.first)
    let worst = try min(value("orders@2026-11"), value("orders@2026-12"))
    #expect(hit.money == hundredths(line * 10_000 - worst) && hit.detail.chinese.contains("低于"), "\(hit)")
  }

  @Test("each member is looked at for itself; a member bounds what each means; the ids name member and month")
  func each() throws {
    let low = RuleCompany.threshold("units", "above", "0") { ($0.each, $0.count) = ("Item", 1) }
    let all = try rules.preview(low)
    #expect(
      Swift.Set(all.hits.compactMap { $0.id.split(separator: "|").dropFirst().first.map(String.init) }) == ["Item=FAN-1", "Item=FAN-2"])
    #expect(all.hits.allSatisfy { $0.id.hasSuffix("|2026-11") })
    let one = try rules.preview(
      RuleCompany.threshold("units", "above", "0") { ($0.each, $0.members, $0.count) = ("Region", ["Item": "FAN-2"], 1) })
    #expect(one.hits.compactMap(\.cell).sorted() == ["units|Item=FAN-2;Region=EAST@2026-11", "units|Item=FAN-2;Region=SOUTH@2026-11"])
    let family = try rules.preview(
      RuleCompany.threshold("units", "above", "0") { ($0.each, $0.members, $0.count) = ("Item", ["Item": "F:风扇"], 1) })
    #expect(family.hitCount == 2)
  }

  @Test("days ahead, a sum over all months, a share of another figure")
  func windows() throws {
    let cash = RuleCompany.threshold("cash_balance", "below", "100亿") { ($0.window, $0.count) = ("days", 56) }
    let preview = try rules.preview(cash)
    #expect(
      preview.cellCount == 56 && preview.hitCount == 1 && preview.hits[0].link.hasPrefix("#/cash?day=")
        && preview.hits[0].since == SmallCompany.today)
    #expect(preview.sentence?.chinese == "银行余额在今后 8 周低于 100 亿元")
    let months = ["2026-11", "2026-12", "2027-01"]
    let sum = try months.reduce(0) { $0 + (try value("orders@\($1)")) }
    func whole(_ limit: Double) throws -> Int {
      try rules.preview(RuleCompany.threshold("orders", "below", "\(limit)") { $0.isWhole = true }).hitCount
    }
    #expect(try whole(sum + 1) == 1 && whole(sum - 1) == 0)
    let share = RuleCompany.threshold("orders", "above", "1%") { ($0.each, $0.share, $0.count) = ("Region", "orders", 1) }
    #expect(try rules.preview(share).hitCount == 2, "each is all of itself")
    #expect(try rules.fields(RuleCompany.threshold("orders", "above", "1") { $0.share = "units" }) == ["share", "limit"])
  }

  @Test("a share of an unlike figure is refused with the reasons and the bridge; a share of a like one, or of what states nothing, is not")
  func unlikeShares() throws {
    let share = RuleCompany.threshold("collections_month", "below", "80%") { $0.share = "orders" }
    let problem = try #require(try rules.preview(share).problems.first)
    #expect(problem.field == "share" && problem.words.chinese.contains("口径桥") && problem.words.english.contains("open the bridge"))
    #expect(problem.unlike?.bridge?.address == "#/figures?from=sales.collection&to=sales.order")
    let refusal = try #require(failure { try rules.save(share) } as? CycleError)
    #expect(refusal.code == .figuresUnlike && refusal.parameters.contains { $0.name == "bridge" && $0.value.hasPrefix("#/figures?") })
    let taxes = try #require(
      try rules.preview(RuleCompany.threshold("gross_margin", "below", "20%") { $0.share = "orders" }).problems.first)
    #expect(taxes.words.chinese.contains("不含税") && taxes.words.english.contains("excl. tax") && taxes.unlike?.bridge == nil)
    for (figure, other) in [("gross_margin", "revenue"), ("department_cost", "total_revenue"), ("vat_due", "total_revenue")] {
      #expect(
        try rules.preview(RuleCompany.threshold(figure, "above", "1%") { $0.share = other }).problems.isEmpty, "\(figure) of \(other)")
    }
    // Beside another fault it is one of several reasons.
    let both = failure { try rules.save(RuleCompany.threshold("collections_month", "below", "") { $0.share = "orders" }) } as? CycleError
    #expect(both?.code == .ruleRefused && both?.parameters.contains { $0.name == "bridge" } == true)
  }

  @Test("a deviation has to pass its share and its amount; from last year, either way or one")
  func deviation() throws {
    let (now, then) = (try value("orders@2026-12"), try value("orders@2025-12"))
    let change = (now - then).magnitude / then
    func count(_ side: String, _ percent: Double, _ amount: String = "") throws -> Int {
      try rules.preview(
        RuleCompany.deviation("orders", "lastYear", side) {
          ($0.window, $0.count, $0.percent, $0.amount) = ("months", 2, "\((percent * 10_000).rounded() / 100)%", amount)
        }
      ).hits.count { $0.cell == "orders@2026-12" || $0.detail.chinese.contains("2026年12月") }
    }
    #expect(try count("either", change * 0.5) == 1 && count("either", change * 1.5 + 0.5) == 0)
    #expect(try count(now > then ? "below" : "above", change * 0.5) == 0, "the other way is no hit")
    #expect(try count("either", change * 0.5, "\((now - then).magnitude * 0.9)") == 1)
    #expect(RuleEvaluation.excess(90, 100, .below, 0.05, 20) < 0, "the amount is not passed")
    #expect(RuleEvaluation.excess(5, 0, .above, 0.1, nil) > 0 && RuleEvaluation.excess(.nan, 1, .either, 0.1, nil).isNaN)
  }

  @Test("a figure that falls several times in a row; a step that is too small ends the row, what is not known as well")
  func trend() throws {
    #expect(RuleEvaluation.runs([10, 9, 8, 8, 7, 6], .below, 0) == [0, 1, 2, 0, 1, 2])
    #expect(RuleEvaluation.runs([10, 9.9, 5], .below, 0.05) == [0, 0, 1])
    #expect(RuleEvaluation.runs([1, 2, .nan, 4, 5], .above, 0) == [0, 1, 0, 0, 1])
    for (index, month) in ["2026-12", "2027-01", "2027-02"].enumerated() {
      try company.edit("agreed|Item=FAN-1;Region=EAST@\(month)", "\(90 - index * 20)", as: SmallCompany.wang)
    }
    let falling = RuleCompany.trend("units", "below", 2) {
      ($0.each, $0.members, $0.count, $0.percent) = ("Region", ["Item": "FAN-1"], 4, "10%")
    }
    let hits = try rules.preview(falling).hits
    #expect(hits.compactMap(\.cell).contains { $0.hasPrefix("units|Item=FAN-1;Region=EAST@") }, "\(hits)")
    try company.edit("agreed|Item=FAN-1;Region=EAST@2027-01", "500", as: SmallCompany.wang)
    #expect(try !rules.preview(falling).hits.contains { $0.id.contains("EAST") })
  }

  @Test("data that are older than they may be; a form that was not handed in, seen by whoever may know of it")
  func lateAndMissing() throws {
    var late = RuleDraft()
    (late.name, late.kind, late.data, late.days) = ("订单没有更新", "lateData", "sales-order-lines", 3)
    let preview = try rules.preview(late)
    let newest = try #require(try rules.workspace.newestDay(of: .salesOrderLines))
    #expect(preview.hitCount == (newest.distance(to: SmallCompany.today) > 3 ? 1 : 0))
    late.data = "loans"
    #expect(try rules.preview(late).hits.map(\.detail.chinese) == ["还没有导入借款"])
    #expect(try rules.fields(late, as: rules.east) == ["data"], "imports are about the whole company")
    var missing = RuleDraft()
    (missing.name, missing.kind, missing.form, missing.days) = ("没有提报", "missing", "forecast", 0)
    let id = try rules.save(
      {
        var draft = missing
        draft.isShared = true
        return draft
      }())
    #expect(try rules.view(id)?.hitCount == 0, "no calendar, nothing is due")
    _ = try rules.workspace.setRhythm(
      try Access.authorize(rules.boss, to: To.Approve.self),
      PlanRhythm(since: month("2026-11"), forecast: 13, reforecast: nil, budget: nil, remindBefore: 2, escalateAfter: 1, owners: [:]),
      context: company.context(rules.boss))
    #expect(
      try rules.alerts(as: rules.boss) == ["rule-\(id)|forecast:EAST|forecast-2026-11", "rule-\(id)|forecast:SOUTH|forecast-2026-11"])
    #expect(try rules.alerts(as: rules.east) == ["rule-\(id)|forecast:EAST|forecast-2026-11"])
    missing.days = 3
    #expect(try rules.preview(missing).hitCount == 0, "three workdays late are not more than three")
  }

  @Test("what is wrong is said all at once, with its field")
  func refused() throws {
    var draft = RuleCompany.threshold("orders", "sideways", "10%") { ($0.members, $0.window) = (["Region": "MOON"], "days") }
    draft.severity = "loud"
    draft.recovery = "a lot"
    #expect(try rules.fields(draft) == ["severity", "recovery", "members"])
    #expect(try rules.fields(RuleCompany.threshold("orders", "sideways", "10%") { $0.window = "days" }) == ["window", "side", "limit"])
    #expect(try rules.fields(RuleCompany.threshold("no_such_measure", "below", "1")) == ["figure"])
    #expect(try rules.fields(RuleCompany.threshold("units", "below", "500元")) == ["limit"], "money for pieces")
    #expect(try rules.fields(RuleCompany.threshold("gross_margin_rate", "below", "20")) == ["limit"], "a plain number for a percentage")
    #expect(try rules.fields(RuleCompany.threshold("price", "below", "100")) == ["each"], "a price has no total")
    #expect(try rules.fields(RuleCompany.threshold("orders", "below", "1") { $0.count = 0 }) == ["window"])
    #expect(try rules.fields(RuleCompany.threshold("orders", "below", "1") { $0.count = 99 }) == ["window"])
    #expect(try rules.fields(RuleCompany.threshold("orders", "below", "很多")) == ["limit"])
    #expect(
      try rules.fields(RuleCompany.threshold("inventory", "below", "1") { $0.isWhole = true }) == ["isWhole"], "balances do not add up")
    #expect(try rules.fields(RuleCompany.deviation("cash_balance", "lastYear", "either") { $0.percent = "5%" }).contains("base"))
    #expect(try rules.fields(RuleCompany.deviation("net_profit", "lastForecast", "either") { $0.percent = "0" }) == ["base", "percent"])
    #expect(try rules.fields(RuleCompany.trend("units", "below", 1)) == ["run"])
    var unnamed = RuleCompany.threshold("orders", "below", "1")
    unnamed.name = " "
    unnamed.englishName = ""
    let refusal = failure { try rules.save(unnamed) } as? CycleError
    #expect(refusal?.code == .ruleRefused && refusal?.parameters.first?.value == "name")
  }

  @Test("a person's rule looks at their rows alone, and asks for the rights of its figures")
  func rights() throws {
    #expect(try rules.fields(RuleCompany.threshold("cash_balance", "below", "1") { $0.window = "days" }, as: rules.east) == ["figure"])
    #expect(
      try rules.fields(RuleCompany.threshold("orders", "below", "1") { $0.members = ["Region": "SOUTH"] }, as: rules.east) == ["members"])
    var shared = RuleCompany.threshold("orders", "above", "0") { $0.each = "Region" }
    shared.isShared = true
    #expect(try rules.fields(shared, as: rules.east) == ["isShared"])
    let id = try rules.save(shared)
    #expect(try rules.view(id, as: rules.east)?.hits.map { $0.id.split(separator: "|")[1] } == ["Region=EAST"])
    #expect(try rules.view(id, as: rules.finance)?.hitCount == 2 && rules.view(id, as: rules.finance)?.mayEdit == true)
    #expect(try rules.view(id, as: rules.east)?.mayEdit == false)
    #expect((failure { try rules.save(shared, as: rules.east, id: id) } as? CycleError)?.code == .ruleNotYours)
    var total = RuleCompany.threshold("orders", "below", "1亿")
    total.isShared = true
    let whole = try rules.save(total)
    #expect(try rules.view(whole, as: rules.east) == nil, "a number meant for the company says nothing about a part of it")
    let own = try rules.save(RuleCompany.threshold("orders", "below", "1亿"), as: rules.east)
    #expect(try rules.view(own, as: rules.boss) == nil && rules.view(own, as: rules.east)?.hitCount == 1)
    #expect((failure { try rules.save(total, as: rules.boss, id: own) } as? CycleError)?.code == .ruleNotKnown)
    var stock = RuleCompany.threshold("projected_stock", "below", "100万") { ($0.each, $0.window, $0.count) = ("Item", "days", 30) }
    stock.isShared = true
    let supply = try rules.save(stock)
    #expect(try rules.view(supply, as: rules.east) == nil, "stock is the whole company's")
  }

  @Test("an owner who left, or lost the right, no longer speaks; the rule says why, and whoever approves takes it over")
  func ownerLeft() throws {
    var cash = RuleCompany.threshold("cash_balance", "below", "100亿") { ($0.window, $0.count) = ("days", 30) }
    cash.isShared = true
    let id = try rules.save(cash, as: rules.finance)
    #expect(try rules.view(id)?.rest == nil && rules.alerts(as: rules.boss).count == 1)
    let admin = try company.join("admin", .administrator)
    let proof = try Access.authorize(admin, to: To.ManageUsers.self)
    try rules.workspace.changePerson(proof, login: "finance", role: .salesDirector, context: company.context(admin))
    #expect(try rules.view(id)?.rest?.chinese.contains("权限") == true && rules.alerts(as: rules.boss).isEmpty)
    try rules.workspace.changePerson(proof, login: "finance", role: .financeDirector, isActive: false, context: company.context(admin))
    #expect(try rules.view(id)?.rest?.chinese.contains("停用") == true && rules.alerts(as: rules.boss).isEmpty)
    try rules.save(cash, as: rules.boss, id: id)
    #expect(try rules.view(id)?.rest == nil && rules.view(id)?.isMine == true && rules.alerts(as: rules.boss).count == 1)
  }
}
