// SPDX-License-Identifier: Apache-2.0
import Access
import Commerce
import Journal
import Planning
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// A second server on one store. Sees: a change that does not arrive, a figure that differs by a bit, a screen that is told less or more, a server that
/// follows and writes. Does not see: the way between two machines (the proof `standby`) and the lock (WarehousePostgresTests).
@Suite("A server that follows shows what the one that writes shows")
struct FollowerStories {
  /// The writing company, and a workspace of another server on its store.
  private struct Pair {
    let company: SmallCompany
    let follower: Workspace

    init(_ company: SmallCompany) throws {
      self.company = company
      // People came in beside the workspace.
      try company.reopen()
      follower = try OpenWorkspace.following(store: company.store, environment: try SmallCompany.environment(company.clock))
    }

    func catchUp() throws {
      while try FollowWriter.step(HeldWorkspace(workspace: follower), work: SerialWork()) {}
    }

    /// Every cell, every screen, and what people decided beside the plan.
    func expectSame(_ what: String, _ place: SourceLocation = #_sourceLocation) throws {
      try catchUp()
      let writer = company.workspace
      #expect(follower.revision == writer.revision, "\(what)", sourceLocation: place)
      #expect(digest(follower) == digest(writer), "\(what): cells", sourceLocation: place)
      #expect(
        follower.plan.history.rows.mapValues(\.quantity) == writer.plan.history.rows.mapValues(\.quantity), "\(what)", sourceLocation: place
      )
      #expect(follower.plan.baseline?.run == writer.plan.baseline?.run, "\(what): baseline", sourceLocation: place)
      #expect("\(follower.plan.deals)" == "\(writer.plan.deals)", "\(what): deals", sourceLocation: place)
      #expect(follower.ledgers.alerts == writer.ledgers.alerts, "\(what): alerts", sourceLocation: place)
      let (theirs, mine) = (try PastCompany.readAll(writer), try PastCompany.readAll(follower))
      for (name, text) in theirs where mine[name] != text { Issue.record("\(what): \(name) differs", sourceLocation: place) }
    }
  }

  private func orders(_ pieces: Int) -> FactTable {
    SmallCompanyFacts.table(
      .salesOrderLines,
      (0..<20).map { number in
        [
          "order_number": .text("N\(number)"), "line_number": .number(1), "ordered_on": .day(day("2026-10-20")),
          "item": .text(number.isMultiple(of: 2) ? "FAN-1" : "FAN-2"), "customer": .text("C1"), "territory": .text("EAST"),
          "quantity": SmallCompanyFacts.pieces(pieces), "amount_incl_tax": SmallCompanyFacts.yuan(226 * pieces),
        ]
      })
  }

  @Test("entries, deals, undo, an import, a new forecast and a changed model arrive, and every screen is the same after each")
  func everything() throws {
    let past = try PastCompany()
    let pair = try Pair(past.company)
    try pair.expectSame("opened")
    try past.company.edit("agreed|Item=FAN-1;Region=EAST@2027-01", "4321")
    try pair.expectSame("an entry")
    try past.company.drag("D-1", closesOn: day("2027-02-03"))
    try pair.expectSame("a deal")
    _ = try past.company.undo(as: SmallCompany.chen)
    try pair.expectSame("taken back")
    try past.bring(orders(70))
    try pair.expectSame("an import")
    try past.bring(past.invoice("I-9", on: "2026-08-12", 5_000))
    try past.company.edit("minimum_cash", "900000")
    try pair.expectSame("an import and an entry at once")
    let proof = try Access.authorize(SmallCompany.finance, to: To.RunCycle.self)
    _ = try past.workspace.refreshForecasts(proof, context: past.company.context(SmallCompany.finance))
    try pair.expectSame("a new forecast")
  }

  @Test("members that are merged, moved and parted are so there as well")
  func merges() throws {
    let twice = try TwiceCompany()
    let pair = try Pair(twice.company)
    let merged = try twice.merge(.items, "FAN-01", into: "FAN-1")
    try pair.catchUp()
    #expect(digest(pair.follower) == digest(twice.workspace))
    for kind in FactKind.allCases {
      #expect(told(try pair.follower.facts.table(kind)) == told(try twice.workspace.facts.table(kind)), "\(kind)")
    }
    try twice.separate(merged.event)
    try pair.catchUp()
    #expect(digest(pair.follower) == digest(twice.workspace))
    #expect(pair.follower.plan.baseline?.run == twice.workspace.plan.baseline?.run)
  }

  @Test("whatever random people do, it is there with the next look, bit for bit", arguments: 1...3)
  func random(_ seed: Int) throws {
    let search = try DecisionSearch(seed: UInt64(seed), hole: nil)
    let pair = try Pair(search.company)
    for step in 1...120 {
      try search.step()
      guard step.isMultiple(of: 1 + step % 4) else { continue }
      try pair.catchUp()
      #expect(pair.follower.revision == search.workspace.revision, "step \(step): \(search.course.suffix(300))")
      #expect(digest(pair.follower) == digest(search.workspace), "step \(step): \(search.course.suffix(300))")
      #expect(pair.follower.ledgers.alerts == search.workspace.ledgers.alerts, "step \(step)")
    }
    #expect(DecisionSearch.Frozen(pair.follower) == DecisionSearch.Frozen(search.workspace))
  }

  @Test("screens of it are told by whom, what, and what moved, as those of the writer; of people and rights they are told nothing")
  func news() throws {
    let past = try PastCompany()
    let pair = try Pair(past.company)
    var (theirs, mine): ([WorkspaceChange], [WorkspaceChange]) = ([], [])
    past.workspace.onChange = { theirs.append($0) }
    pair.follower.onChange = { mine.append($0) }
    for (cell, value) in [("agreed|Item=FAN-1;Region=EAST@2027-01", "9000"), ("minimum_cash", "90000000"), ("minimum_cash", "1")] {
      try past.company.edit(cell, value)
      try pair.catchUp()
    }
    try past.bring(orders(40))
    _ = try past.company.join("new", .treasurer)
    try pair.catchUp()
    #expect(theirs.contains { $0.kind == AlertLedger.changed }, "an alert came or went")
    #expect(mine.map(\.kind) == theirs.map(\.kind))
    #expect(mine.map(\.revision) == theirs.map(\.revision))
    #expect(mine.map(\.label) == theirs.map(\.label))
    #expect(mine.map { $0.actor.login } == theirs.map { $0.actor.login })
    #expect(
      mine.filter { !$0.moved.isEmpty }.map { $0.moved.map(\.label) } == theirs.filter { !$0.moved.isEmpty }.map { $0.moved.map(\.label) })
    #expect(mine.map { $0.news.count } == theirs.map { $0.news.count })
  }

  @Test("it writes nothing while it follows, and goes on as if it had always written once it may")
  func takesOver() throws {
    let past = try PastCompany()
    let pair = try Pair(past.company)
    try past.company.edit("minimum_cash", "900000")
    let before = try past.company.store.head()
    try pair.catchUp()
    #expect(pair.follower.isFollowing && pair.follower.isReader)
    #expect(try pair.follower.writeDueReports() == 0)
    #expect(try past.company.store.head() == before)
    try pair.follower.beginWriting()
    #expect(!pair.follower.isFollowing)
    let proof = try Access.authorize(SmallCompany.wang, to: To.ViewPlan.self)
    _ = try pair.follower.editCells(
      proof, [TypedCell(cell: "agreed|Item=FAN-1;Region=EAST@2027-01", value: "1234", spread: .proportional)], holds: [],
      context: past.company.context(SmallCompany.wang))
    #expect(try digest(past.company.restarted()) == digest(pair.follower))
    #expect(try pair.follower.verifyPlan().isEqual)
    #expect(try pair.follower.undoLast(proof, context: past.company.context(SmallCompany.wang)).isRepeat == false)
  }
}
