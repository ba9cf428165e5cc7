// SPDX-License-Identifier: Apache-2.0
import Access
import Approvals
import Calendars
import Journal
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// The agreed forecast of a region is handed in by its manager and countersigned by finance and supply.
/// Sees: a forecast that is signed by one of two, one that changed on the way, a region that hears of another.
/// Does not see: how good the forecast is.
@Suite struct ForecastReviewStories {
  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }
  private let manager: Person
  private let zhou: Person
  private let zhao: Person

  init() throws {
    let company = try SmallCompany()
    manager = try company.join("qin", .regionalManager, Scope("territory", in: ["EAST"]))
    zhou = try company.join("zhou", .financeDirector)
    zhao = try company.join("zhao", .purchasingManager)
    _ = try company.join("wang", .generalManager)
    self.company = company
  }

  private func submit(_ region: String = "EAST") throws {
    _ = try workspace.submitForecast(
      try Access.authorize(manager, to: To.EditForecast.self), region: region, context: company.context(manager))
  }

  private func review(_ region: String, in other: Workspace? = nil) throws -> ForecastReviewView? {
    try (other ?? workspace).forecastReviews(try Access.authorize(zhou, to: To.ViewPlan.self)).first { $0.region == region }
  }

  @Test("signed once finance and supply both agreed; a later edit shows by how many pieces it moved, and a restart finds it so")
  func countersigned() throws {
    #expect(try review("EAST")?.signed == nil)
    try submit()
    let view = try #require(try company.waiting(for: zhao))
    #expect(view.form == nil && view.purpose == .forecast && !view.figures.isEmpty && view.link == "#/forecast?region=EAST")
    try company.approve(as: zhao)
    #expect(try review("EAST")?.signed == nil, "one of two is not enough")
    try company.approve(as: zhou)
    let signed = try #require(try review("EAST")?.signed)
    let now = try #require(try review("EAST")).pieces
    #expect(signed.from == month("2026-11") && signed.pieces == now)
    let before = try #require(try company.value("agreed|Item=FAN-1;Region=EAST@2026-12"))
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "\(Int(before) + 25)")
    let moved = try #require(try review("EAST"))
    #expect(abs(moved.pieces - signed.pieces - 2_500) <= 100, "about twenty-five pieces")
    let again = try company.restarted()
    #expect(try review("EAST", in: again)?.signed?.pieces == signed.pieces)
    let others = [try review("SOUTH"), try review("")]
    #expect(others.allSatisfy { $0 != nil && $0?.signed == nil })
  }

  @Test("what moved on the way is not signed; a manager hands in his own region only and sees no other")
  func refused() throws {
    try submit()
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "777")
    #expect((failure { try company.approve(as: zhou) } as? CycleError)?.code.text == "approvals.content-changed")
    #expect((failure { try submit() } as? CycleError)?.code == .approvalRunning)
    #expect((failure { try submit("SOUTH") } as? AccessError)?.code == .outsideScope)
    #expect((failure { try submit("") } as? AccessError)?.code == .outsideScope)
    #expect((failure { try submit("MOON") } as? CycleError)?.code == .cellNotKnown)
    let seen = try workspace.forecastReviews(try Access.authorize(manager, to: To.ViewPlan.self)).map(\.region)
    #expect(seen == ["EAST"])
    let east = try workspace.approvalList(try Access.authorize(manager, to: To.ViewPlan.self))
    #expect(east.map(\.isOwn) == [true])
  }
}
