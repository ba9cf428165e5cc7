// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Journal
import Planning
import Testing

@testable import PlanningCycle

/// A number of the forecast is typed above its leaves: the leaves give way by how unsure they are, what colleagues typed stays, and the total stays held.
/// Sees: a total that its leaves miss, a colleague's number moved, a hold that undo or a restart forgets, a part below 0.
/// Does not see: whether the total was right; the scorecard says that later.
@Suite struct HeldTotalStories {
  private let company: SmallCompany
  private static let december = "2026-12"

  init() throws { company = try SmallCompany() }

  @discardableResult
  private func override(
    _ item: String, _ region: String, _ value: String?, as person: Person = SmallCompany.chen, spread: TypedCell.Spreading = .reconciled,
    reason: String = "客户扩店"
  ) throws -> CommandOutcome {
    try company.workspace.overrideForecast(
      try Access.authorize(person, to: To.EditForecast.self),
      TypedOverride(item: item, region: region, month: Self.december, value: value, spread: spread),
      context: company.context(person, reason: reason))
  }

  private func agreed(_ item: String, _ region: String) throws -> Double {
    try #require(try company.value(TypedOverride(item: item, region: region, month: Self.december, value: nil).cell))
  }

  private func typed(_ item: String, _ region: String) throws -> Double? {
    try company.value("override|Item=\(item);Region=\(region)@\(Self.december)")
  }

  private func held(_ item: String = "ALL", _ region: String = "ALL", as person: Person = SmallCompany.wang) throws -> [HeldTotalView] {
    try company.workspace.forecastView(try Access.authorize(person, to: To.ViewPlan.self), item: item, region: region).held
  }

  private func variance(_ item: Int, _ region: Int) throws -> Double {
    let series = try #require(company.workspace.plan.baseline?.series[SalesHistory.Place(item: item, region: region)])
    let step = try #require(series.steps.first { $0.month == month(Self.december) })
    return (step.upper80 - step.lower80) * (step.upper80 - step.lower80)
  }

  @Test("the director raises the fans of the east by 200: what is forecast less surely takes more, in whole pieces that add up")
  func wideRangesTakeMore() throws {
    let before = (try agreed("FAN-1", "EAST"), try agreed("FAN-2", "EAST"))
    let total = (before.0 + before.1).rounded() + 200
    let outcome = try override("F:风扇", "EAST", "\(Int(total))")
    let after = (try agreed("FAN-1", "EAST"), try agreed("FAN-2", "EAST"))
    #expect(after.0 + after.1 == total && after.0 == after.0.rounded() && after.1 == after.1.rounded())
    let (first, second) = (try variance(0, 0), try variance(1, 0))
    let added = total - before.0 - before.1
    #expect(abs(after.0 - before.0 - added * first / (first + second)) <= 1)
    #expect(outcome.spread.count == 2 && outcome.missed.isEmpty)
    let hold = try #require(try held("F:风扇", "EAST").first)
    #expect(hold.value == total && hold.deviation == 0 && hold.login == "chen" && hold.reason == "客户扩店" && !hold.isOutdated)
    #expect(try held("F:风扇", "SOUTH").isEmpty, "the south has nothing to do with it")
  }

  @Test("what a colleague typed stays where it is, and the rest takes all of the difference")
  func colleagueStays() throws {
    try override("FAN-1", "EAST", "150", as: SmallCompany.li)
    try override("F:风扇", "EAST", "500")
    #expect(try typed("FAN-1", "EAST") == 150)
    #expect(try agreed("FAN-2", "EAST") == 350)
    let preview = try company.workspace.previewOverride(
      try Access.authorize(SmallCompany.chen, to: To.EditForecast.self),
      TypedOverride(item: "F:风扇", region: "EAST", month: Self.december, value: "520"))
    #expect(preview.parts.map(\.state) == ["own", "shares"] && preview.parts.map(\.new) == [150, 370])
    #expect(preview.parts[0].by?.chinese == "li" && preview.old == 500 && preview.new == 520)
    #expect(try agreed("FAN-2", "EAST") == 350, "a preview keeps nothing")
  }

  @Test("where all of it is held the total is refused, and it says who holds what; a total below 0 is no forecast")
  func refusals() throws {
    try override("FAN-1", "EAST", "150", as: SmallCompany.li)
    try override("FAN-2", "EAST", "250", as: SmallCompany.li)
    let before = digest(company.workspace)
    let error = try #require(failure { try override("F:风扇", "EAST", "500") } as? CycleError)
    #expect(error.code == .overridesHeld && error.detail.chinese.contains("FAN-1·华东 150（li）"))
    #expect((failure { try override("F:风扇", "EAST", "300") } as? CycleError)?.code == .overridesHeld)
    #expect((failure { try override("F:风扇", "SOUTH", "-5") } as? CycleError)?.code == .entryRefused)
    #expect((failure { try override("F:风扇", "SOUTH", nil) } as? CycleError)?.code == .entryRefused, "nothing is held there")
    #expect((failure { try override("F:风扇", "SOUTH", "900", as: SmallCompany.li) } as? AccessError) != nil)
    #expect((failure { try override("F:风扇", "EAST", "500", reason: "") } as? CycleError)?.code == .reasonMissing)
    #expect(digest(company.workspace) == before)
    try override("F:风扇", "EAST", "400")
    #expect(try held("F:风扇", "EAST").first?.deviation == 0, "what adds up already may be held")
  }

  @Test("undo takes back leaves and hold together, redo brings both again, and a restart knows the same")
  func undone() throws {
    let before = digest(company.workspace)
    try override("F:风扇", "EAST", "500")
    let after = (try agreed("FAN-1", "EAST"), try agreed("FAN-2", "EAST"))
    _ = try company.undo(as: SmallCompany.chen)
    #expect(try digest(company.workspace) == before && held().isEmpty)
    _ = try company.workspace.redoLast(
      try Access.authorize(SmallCompany.chen, to: To.ViewPlan.self), context: company.context(SmallCompany.chen))
    #expect(try agreed("FAN-1", "EAST") == after.0 && agreed("FAN-2", "EAST") == after.1 && held().count == 1)
    try override("FAN-1", "EAST", "120", as: SmallCompany.li)
    try company.reopen()
    #expect(try agreed("FAN-1", "EAST") == 120 && agreed("FAN-2", "EAST") == 380)
    #expect(try held().map(\.value) == [500] && held().map(\.reason) == ["客户扩店"])
    try override("F:风扇", "EAST", "600")
    #expect(try typed("FAN-1", "EAST") == 120 && agreed("FAN-2", "EAST") == 480, "a restart knows who typed what")
  }

  @Test("a leaf typed below a held total moves the others; the last one that could give way cannot be typed against it")
  func leavesGiveWay() throws {
    try override("F:风扇", "EAST", "500")
    try override("FAN-1", "EAST", "100", as: SmallCompany.li)
    #expect(try agreed("FAN-2", "EAST") == 400 && held("F:风扇", "EAST").first?.deviation == 0)
    let error = try #require(failure { try override("FAN-2", "EAST", "450", as: SmallCompany.li) } as? CycleError)
    #expect(error.code == .overridesHeld && error.detail.chinese.contains("风扇 · 华东 固定 500（chen）"))
    try override("FAN-1", "EAST", nil, as: SmallCompany.li)
    #expect(try agreed("F:风扇", "EAST") == 500, "what is taken away becomes a part again")
    try override("FAN-2", "EAST", "450", as: SmallCompany.li)
    #expect(try agreed("FAN-1", "EAST") == 50)
  }

  @Test("a held total that is lifted takes the numbers it made with it, and leaves what people typed")
  func lifted() throws {
    let untouched = try agreed("FAN-2", "EAST")
    try override("FAN-1", "EAST", "150", as: SmallCompany.li)
    try override("F:风扇", "EAST", "500")
    try override("F:风扇", "EAST", nil)
    #expect(try typed("FAN-1", "EAST") == 150 && typed("FAN-2", "EAST") == nil && agreed("FAN-2", "EAST") == untouched)
    #expect(try held().isEmpty)
  }

  @Test("a held total inside another stays; the larger one shares what is left")
  func nested() throws {
    try override("F:风扇", "EAST", "500")
    let east = (try agreed("FAN-1", "EAST"), try agreed("FAN-2", "EAST"))
    try override("F:风扇", "ALL", "1201")
    #expect(try agreed("FAN-1", "EAST") == east.0 && agreed("FAN-2", "EAST") == east.1)
    #expect(try agreed("FAN-1", "SOUTH") + agreed("FAN-2", "SOUTH") == 701)
    try override("F:风扇", "EAST", "600")
    #expect(try agreed("F:风扇", "EAST") == 600 && agreed("F:风扇", "ALL") == 1201, "the south gives way")
    try override("F:风扇", "EAST", nil)
    #expect(try agreed("F:风扇", "ALL") == 1201 && held().map(\.value) == [1201], "the east is a part of the whole again")
    #expect((failure { try override("F:风扇", "EAST", "1300") } as? CycleError)?.code == .overridesHeld)
  }

  @Test(
    "a regional manager below a total of all regions moves nobody else's region: the total says by how much it is missed, and is shared out again"
  )
  func missed() throws {
    try override("F:风扇", "ALL", "1200")
    let before = try agreed("FAN-1", "EAST")
    let south = try agreed("F:风扇", "SOUTH")
    let outcome = try override("FAN-1", "EAST", "\(Int(before) + 40)", as: SmallCompany.li)
    #expect(outcome.missed.isEmpty, "the company's total is not theirs to see")
    #expect(try agreed("F:风扇", "SOUTH") == south)
    let missed = try #require(try held().first)
    #expect(missed.deviation == 40 && missed.sum == 1240)
    #expect(try held(as: SmallCompany.li).isEmpty)
    try override("F:风扇", "ALL", "1200", as: SmallCompany.wang, reason: "再分一次")
    let again = try #require(try held().first)
    #expect(again.deviation == 0 && again.login == "chen" && again.reason == "客户扩店", "it stays the one's who typed it")
    #expect(try typed("FAN-1", "EAST") == before + 40)
  }

  @Test("a number typed in the table is not stopped; the answer says which held total it misses")
  func tableMisses() throws {
    try override("F:风扇", "EAST", "500")
    let outcome = try company.edit("agreed|Item=FAN-1;Region=EAST@\(Self.december)", "0")
    #expect(outcome.missed.map(\.value) == [500] && outcome.missed.allSatisfy { $0.deviation < 0 })
  }

  @Test("totals that cross: the newer one is held, the older one says that it is missed")
  func crossing() throws {
    try override("FAN-1", "ALL", "400")
    let preview = try company.workspace.previewOverride(
      try Access.authorize(SmallCompany.chen, to: To.EditForecast.self),
      TypedOverride(item: "F:风扇", region: "EAST", month: Self.december, value: "800"))
    #expect(preview.missed.map(\.value) == [400])
    let outcome = try override("F:风扇", "EAST", "800")
    #expect(outcome.missed.map(\.value) == [400] && outcome.missed.map(\.deviation) == preview.missed.map(\.deviation))
    #expect(try agreed("F:风扇", "EAST") == 800)
  }

  @Test("a new baseline leaves the total held, and offers to share it out by the new ranges")
  func refreshed() throws {
    try override("F:风扇", "EAST", "500")
    _ = try company.workspace.refreshForecasts(
      try Access.authorize(SmallCompany.wang, to: To.RunCycle.self), context: company.context(SmallCompany.wang))
    #expect(try agreed("F:风扇", "EAST") == 500 && held().first?.isOutdated == true)
    try override("F:风扇", "EAST", "500", reason: "按新区间")
    #expect(try agreed("F:风扇", "EAST") == 500 && held().first?.isOutdated == false)
  }

  @Test("a total of the table can be spread by how sure its leaves are; colleagues' numbers stay, and money is not spread so")
  func table() throws {
    try override("FAN-1", "EAST", "150", as: SmallCompany.li)
    try company.edit("agreed|Item=F:风扇@\(Self.december)", "1000", spread: .reconciled)
    #expect(try typed("FAN-1", "EAST") == 150 && agreed("F:风扇", "ALL") == 1000)
    #expect(try held().isEmpty, "the table fixes no total")
    #expect(
      (failure { try company.edit("orders|Item=F:风扇@\(Self.december)", "1000", spread: .reconciled) } as? CycleError)?.code == .entryRefused
    )
    try company.edit("agreed|Item=F:风扇@2027Q1", "2000", spread: .reconciled)
    let months = try ["2027-01", "2027-02", "2027-03"].map { try #require(try company.value("agreed|Item=F:风扇@\($0)")) }
    #expect(months.reduce(0, +) == 2000)
  }

  @Test(
    "parts in proportion, alike or as last year are held, too; a colleague's number stays all the same",
    arguments: TypedCell.Spreading.allCases)
  func otherWays(_ spread: TypedCell.Spreading) throws {
    try override("FAN-1", "EAST", "150", as: SmallCompany.li)
    try override("F:风扇", "ALL", "1111", spread: spread)
    #expect(try typed("FAN-1", "EAST") == 150 && agreed("F:风扇", "ALL") == 1111 && held().map(\.deviation) == [0])
    if spread == .even { #expect(try agreed("FAN-2", "EAST") - agreed("FAN-1", "SOUTH") <= 1) }
  }
}
