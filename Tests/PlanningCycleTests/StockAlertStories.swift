// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Planning
import Testing

@testable import PlanningCycle

/// Sees: a shortage that the plan's own stock hides, one alert too many for one part, stock that is piled up by a piece, money shown to who may not see costs.
/// Does not see: whether the large sum of a company is wise.
@Suite("Stock that somebody should look at")
struct StockAlertStories {
  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }

  init() throws {
    company = try SmallCompany()
    for item in ["FAN-1", "FAN-2", "MOTOR"] { try company.edit("opening_stock|Item=\(item)", "3000") }
  }

  private var stock: [Alert] { workspace.alerts().filter { $0.code.hasPrefix("stock.short") } }

  @Test("an empty shelf and sixty days to fill it is an alert, though the plan's stock never falls below nought")
  func short() throws {
    #expect(stock.isEmpty)
    try company.edit("opening_stock|Item=FAN-1", "0")
    try company.edit("lead_time|Item=FAN-1", "60")
    let index = try #require(workspace.plan.catalogue.itemIndex("FAN-1"))
    #expect(try workspace.plan.daily("projected_stock", item: index).allSatisfy { $0 > -1e-6 })
    let alert = try #require(stock.first)
    #expect(stock.count == 1 && alert.id == "short-FAN-1" && alert.urgentBy == SmallCompany.today && alert.cell == nil)
    // Everything that is asked for until an order of the first of November is there, at 226 a piece.
    let until = try #require(WorkdaysOfSixty.there(workspace))
    let asked = try workspace.plan.daily("demand", item: index)[..<workspace.plan.calendar.firstDay.distance(to: until)].reduce(0, +)
    let money = Double(alert.money ?? 0) / 100
    #expect(abs(money - asked * 226) < 1, "\(money) of \(asked)")
    #expect(
      alert.detail.chinese.contains("按计划最早 \(until) 补上") && alert.detail.english.contains("the plan can have them on \(until)"))
    #expect(alert.detail.chinese.contains("三个月订单的"))
    try company.edit("lead_time|Item=FAN-1", "3")
    #expect(stock.isEmpty, "made within three days it was there before today")
  }

  @Test("two fans wait for one motor: one alert, named after it")
  func cause() throws {
    for item in ["FAN-1", "FAN-2", "MOTOR"] { try company.edit("opening_stock|Item=\(item)", "0") }
    try company.edit("lead_time|Item=MOTOR", "40")
    let alert = try #require(stock.first)
    #expect(
      stock.count == 1 && alert.id == "short-MOTOR" && alert.title.chinese.hasPrefix("2 种产品将缺货") && alert.link == "#/supply?item=MOTOR")
  }

  @Test("half a year's demand and a piece is no pile; twice of it is, for who may see costs")
  func piled() throws {
    let index = try #require(workspace.plan.catalogue.itemIndex("FAN-2"))
    let half = try workspace.plan.daily("demand", item: index).prefix(StockWatch.coverDays).reduce(0, +)
    func piled() -> Alert? { workspace.alerts().first { $0.id == "piled-FAN-2" } }
    try company.edit("opening_stock|Item=FAN-2", "\(Int(half) + 2)")
    #expect(piled() == nil)
    try company.edit("opening_stock|Item=FAN-2", "\(Int(half) * 2)")
    #expect(piled()?.permission == .viewCost && piled()?.severity == .info)
    let li = try Access.authorize(SmallCompany.li, to: To.ViewPlan.self)
    #expect(!workspace.alerts(li).contains { $0.code.hasPrefix("stock.") })
  }
}

/// The day on which something ordered on the first day of the plan is there after sixty workdays.
private enum WorkdaysOfSixty {
  static func there(_ workspace: Workspace) -> Day? {
    let first = workspace.plan.calendar.firstDay
    var left = 61
    for day in (0..<200).map({ first.adding(days: $0) }) where WorkingDays.china.isWorkday(day) {
      left -= 1
      if left == 0 { return day }
    }
    return nil
  }
}
