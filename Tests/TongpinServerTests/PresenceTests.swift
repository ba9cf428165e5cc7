// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import PlanningCycle
import Testing
import Wire

@testable import TongpinServer

/// Who is where, while they are.
/// Sees: a cell told to who may not see it, somebody who stays after leaving, a flood of events, a page that speaks for another's.
/// Does not see: how the browser draws it.
@Suite struct PresenceTests {
  private let company: RegionsCompany
  private let hub = LiveHub()
  private let east = Person(
    id: 31, login: "east", name: "", title: "", role: .regionalManager, scope: Scope("territory", in: ["EAST"]))
  private let buyer = Person(id: 32, login: "buyer", name: "", title: "", role: .purchasingManager)

  init() throws { company = try RegionsCompany() }

  private func at(_ seconds: Int64) -> Moment { Moment(millisecondsSinceEpoch: 1_000_000 + seconds * 1_000) }

  private func place(_ tab: String, _ person: Person, cell: String? = nil) throws -> Whereabouts {
    let proof = try Access.authorize(person, to: To.ViewPlan.self)
    let seen = cell.flatMap { company.workspace.seenCell(proof, $0) }
    return Whereabouts(tab: tab, login: person.login, screen: "table", place: nil, cell: seen?.cell, mask: seen?.mask)
  }

  private func report(_ board: PresenceBoard, _ tab: String, _ person: Person, cell: String? = nil, at seconds: Int64 = 0) throws
    -> [String]
  {
    let others = board.report(try place(tab, person, cell: cell), of: person.id, as: ChangeHearing(person), at: at(seconds))
    return (others.elements ?? []).map { ($0["login"]?.text ?? "") + " " + ($0["cell"]?.text ?? "-") }
  }

  @Test("a mask says of everybody and every cell what their sight of the plan says")
  func masks() throws {
    let scopes: [Scope] = [
      .all, Scope("territory", in: ["EAST"]), Scope("territory", in: ["CHINA"]), Scope("department", in: ["D01"]),
      Scope("owner", in: ["E1"]),
      Scope(restrictions: [.init(dimension: "territory", members: ["EAST"]), .init(dimension: "owner", members: ["E1"])]),
    ]
    let cells = [
      "agreed|Item=FAN-1;Region=EAST@2026-12", "agreed|Item=FAN-1;Region=SOUTH@2026-12", "agreed|Item=FAN-1@2026-12", "revenue@2026-12",
      "salary|Department=D01@2026-12", "salary|Department=D02@2026-12", "headcount|Department=D01@2026-12", "net_profit@2026-12",
      "purchase_price|Item=FAN-1", "cash@2026-12",
    ]
    let everything = Person(id: 1, login: "all", name: "", title: "", role: .administrator)
    let masks = cells.compactMap { company.workspace.seenCell(try! Access.authorize(everything, to: To.ViewPlan.self), $0) }
    #expect(masks.count >= 8)
    var seen = 0
    for role in Role.allCases {
      for (number, scope) in scopes.enumerated() {
        let person = Person(id: Int64(100 + number), login: "p", name: "", title: "", role: role, scope: scope)
        let proof = try Access.authorize(person, to: To.ViewPlan.self)
        for (cell, mask) in masks {
          // Somebody narrowed to one region asks for its row when they ask for a total: that is another cell.
          let isTheirs = company.workspace.seenCell(proof, cell)?.cell == cell
          #expect(mask.admits(ChangeHearing(person)) == isTheirs, "\(role) \(scope) \(cell)")
          seen += isTheirs ? 1 : 0
        }
      }
    }
    #expect(seen > 50)
  }

  @Test("the others are told who is where, and the cell only where they may see it; who leaves or falls silent is gone")
  func comesAndGoes() throws {
    let board = PresenceBoard(hub: hub, pause: .seconds(3_600))
    let boss = RegionsCompany.boss
    let south = "agreed|Item=FAN-1;Region=SOUTH@2026-12"
    #expect(try report(board, "a", boss, cell: south) == [])
    #expect(try report(board, "b", buyer) == ["\(boss.login) \(south)"])
    #expect(try report(board, "c", east) == ["\(boss.login) -", "buyer -"], "on the same screen, at a cell that is not theirs")
    #expect(try report(board, "a", boss, cell: "cash@2026-12", at: 10).count == 2)
    #expect(try report(board, "b", buyer, at: 11).first == "\(boss.login) -", "who buys may not see cash")
    board.leave("a", of: buyer.id)
    #expect(try report(board, "b", buyer, at: 12).count == 2, "nobody leaves for another")
    board.leave("a", of: boss.id)
    #expect(try report(board, "b", buyer, at: 13) == ["east -"])
    #expect(try report(board, "b", buyer, at: 46) == [], "the third said nothing for three quarters of a minute")
  }

  @Test("however many cursors move, one event goes out until the pause is over; the next carries all that moved since")
  func coalesced() async throws {
    let board = PresenceBoard(hub: hub, pause: .milliseconds(300))
    let stream = try #require(hub.subscribe(after: nil))
    let boss = RegionsCompany.boss
    let places = try (0..<2).map { try place("a", boss, cell: "revenue@2026-\(11 + $0)") }
    for number in 0..<200 { _ = board.report(places[number % 2], of: boss.id, as: ChangeHearing(boss), at: at(0)) }
    _ = try report(board, "a", boss, cell: "revenue@2027-01")
    var events: [String] = []
    for await event in stream {
      #expect(event.name == "presence" && event.isPassing)
      events.append(event.data(for: ChangeHearing(buyer)))
      if events.last?.contains("2027-01") == true { break }
    }
    #expect(events.count <= 5, "201 moves")
    #expect(events.first?.contains("2026-11") == true, "the first is told at once")
    let late = try #require(hub.subscribe(after: 0))
    hub.close()
    for await event in late { #expect(event.name != "presence", "nothing of it is sent again") }
  }

  @Test("a person has five pages at most, and a page's name is its own")
  func bounded() throws {
    let board = PresenceBoard(hub: hub, pause: .seconds(3_600))
    for number in 0..<9 { _ = try report(board, "t\(number)", buyer, at: Int64(number)) }
    #expect(try report(board, "x", east, at: 9).count == PresenceBoard.limits.tabs)
    _ = try report(board, "t8", east, cell: "agreed|Item=FAN-1;Region=EAST@2026-12", at: 9)
    #expect(try report(board, "y", RegionsCompany.boss, at: 9).sorted() == (Array(repeating: "buyer -", count: 5) + ["east -"]))
    #expect(throws: Problem.self) {
      try Whereabouts(.object([.init("tab", .string("../x")), .init("screen", .string("table"))]), login: "a", seen: nil)
    }
    #expect(throws: Problem.self) { try Whereabouts(.object([.init("tab", .string("a"))]), login: "a", seen: nil) }
  }
}
