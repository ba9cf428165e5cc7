// SPDX-License-Identifier: Apache-2.0
import Access
import Approvals
import Calendars
import Journal

@testable import PlanningCycle

/// What has to be true of every decision, told from what people did: it asks no flow and no state of an approval how it came through.
struct DecisionLaw {
  enum Article: String, CaseIterable, Sendable {
    /// Nobody decides on what he handed in, in any round of it, and somebody else did.
    case otherEyes
    /// Whoever decides is there, and has a role that the purpose asks or stands above, stands in for such a person, or was given it; what a script
    /// with a token does lies within its token; whoever hands in may.
    case standing
    /// Everybody whose word the purpose needs gave it.
    case everySeat
    /// What was handed in last, what each of them saw and what is kept are one thing.
    case sameFigures
    /// Approved figures move by decisions about them alone; what was refused moves nothing.
    case frozen
  }

  /// Whose word it is.
  enum Seat: Hashable, Sendable { case owner, finance, management, supply }

  struct Signature {
    let by: Int64
    let saw: String
    let stands: String
    let isFit: Bool
    let isThere: Bool
    let isWithin: Bool
    /// What he could speak for when he signed, and at any time since.
    var seats: Swift.Set<Seat>
  }

  struct Paper {
    let subject: ApprovalSubject
    var submitters: Swift.Set<Int64> = []
    var content = ""
    var signatures: [Signature] = []
    /// To whom it was given, and with whose word; none for somebody who was only asked as well.
    var given: [Int64: Swift.Set<Seat>] = [:]
    /// Who answered for the form when it was handed in.
    var owners: Swift.Set<Int64> = []
  }

  /// Everybody as they are now.
  private(set) var people: [Int64: Person] = [:]
  /// For whom somebody may decide: who asked it of him.
  var standsIn: [Int64: Swift.Set<Int64>] = [:]
  private(set) var objections: [(article: Article, words: String)] = []
  /// Decisions about approved figures.
  private(set) var decisions = 0
  private(set) var approved: [FlowPurpose: Int] = [:]
  private var papers: [Int64: Paper] = [:]
  private var withdrawals: Swift.Set<Int64> = []

  init(_ people: [Person]) { self.people = Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0) }) }

  mutating func expect(_ holds: Bool, _ article: Article, _ words: String) {
    if !holds { objections.append((article, words)) }
  }

  /// Somebody is somebody else from now on; who signed before may be asked as what he becomes.
  mutating func changed(_ person: Person) {
    people[person.id] = person
    for id in papers.keys.sorted() { refresh(id) }
  }

  /// - Parameter reach: the rows of whoever hands in, of a script those of its token as well.
  mutating func handedIn(_ id: Int64, _ subject: ApprovalSubject, by person: Int64, reach: Scope, content: String) {
    var paper = papers[id] ?? Paper(subject: subject)
    expect(
      mayHandIn(person, subject) && Self.admits(reach, subject), .standing,
      "\(people[person]?.login ?? "?") handed in \(subject.purpose.rawValue) without the right to")
    paper.submitters.insert(person)
    paper.content = content
    paper.signatures = []
    paper.owners = Swift.Set(people.values.filter { Self.speaksFor($0.role).contains(.owner) }.map(\.id))
    papers[id] = paper
  }

  mutating func handedInAgain(_ id: Int64, by person: Int64, content: String) {
    guard let paper = papers[id] else { return }
    expect(paper.submitters.contains(person), .standing, "\(people[person]?.login ?? "?") handed in again what others had handed in")
    papers[id]?.submitters.insert(person)
    papers[id]?.content = content
    papers[id]?.signatures = []
  }

  /// - Parameter isInstead: the giver is asked no more.
  mutating func gave(_ id: Int64, by giver: Int64, to person: Int64, isInstead: Bool) {
    guard let paper = papers[id] else { return }
    var seats = isInstead ? self.seats(giver, paper) : []
    if isInstead, chain(giver, paper).contains(where: { paper.owners.contains($0) }) { seats.insert(.owner) }
    papers[id]?.given[person, default: []].formUnion(seats)
  }

  /// What comes back to an earlier step is agreed to again from there on.
  mutating func sentBackToStep(_ id: Int64) { papers[id]?.signatures = [] }

  /// - Parameter token: the rows of the token it was signed with, as its maker and the tokens it came from had them; nil: the person was there.
  mutating func signed(_ id: Int64, by person: Int64, token: Scope?, saw: String, stands: String) {
    guard let paper = papers[id] else { return }
    let signature = Signature(
      by: person, saw: saw, stands: stands, isFit: isFit(person, paper), isThere: people[person]?.isActive == true,
      isWithin: isWithin(token, person, paper.subject), seats: seats(person, paper))
    papers[id]?.signatures.append(signature)
  }

  /// It was refused.
  mutating func unsigned(_ id: Int64) { _ = papers[id]?.signatures.popLast() }

  mutating func withdrew(_ person: Person) {
    expect(Access.allows(person, .approve) && person.isActive, .standing, "\(person.login) withdrew a budget")
    withdrawals.insert(person.id)
  }

  private mutating func refresh(_ id: Int64) {
    guard let paper = papers[id] else { return }
    for place in paper.signatures.indices {
      let seats = seats(paper.signatures[place].by, paper)
      papers[id]?.signatures[place].seats.formUnion(seats)
    }
  }
}

// MARK: - Who may what

extension DecisionLaw {
  /// For whom somebody speaks: himself, and whoever is there, has no part in the paper and asked it of him, or of whoever asked it of him.
  private func chain(_ person: Int64, _ paper: Paper) -> [Int64] {
    var (known, next, found): (Swift.Set<Int64>, [Int64], [Int64]) = ([person], [person], [person])
    while let one = next.popLast() {
      for giver in standsIn[one, default: []].sorted() where known.insert(giver).inserted {
        guard people[giver]?.isActive == true, !paper.submitters.contains(giver) else { continue }
        found.append(giver)
        next.append(giver)
      }
    }
    return found
  }

  private func isFit(_ person: Int64, _ paper: Paper) -> Bool {
    chain(person, paper).contains {
      paper.given[$0] != nil || standsAboveGiven($0, paper) || !ownSeats($0, paper).isDisjoint(with: Self.asked(paper))
    }
  }

  private func seats(_ person: Int64, _ paper: Paper) -> Swift.Set<Seat> {
    chain(person, paper).reduce(into: []) { $0.formUnion(ownSeats($1, paper)) }
  }

  /// By his role, by what he was given, and by standing above those who have it.
  private func ownSeats(_ person: Int64, _ paper: Paper) -> Swift.Set<Seat> {
    guard let role = people[person]?.role else { return [] }
    var seats = Self.speaksFor(role).union(paper.given[person] ?? [])
    for (other, given) in paper.given where isAbove(role, other) { seats.formUnion(given) }
    if paper.owners.contains(where: { isAbove(role, $0) }) { seats.insert(.owner) }
    return seats
  }

  private func isAbove(_ role: Role, _ other: Int64) -> Bool { people[other].map { Self.above($0.role).contains(role) } ?? false }
  private func standsAboveGiven(_ person: Int64, _ paper: Paper) -> Bool {
    people[person].map { one in paper.given.keys.contains { isAbove(one.role, $0) } } ?? false
  }

  /// Whoever is asked decides although it lies outside his rows; a script that has fewer rows than its maker does not.
  private func isWithin(_ token: Scope?, _ person: Int64, _ subject: ApprovalSubject) -> Bool {
    guard let token, let own = people[person]?.scope else { return true }
    let reach = Scope(restrictions: own.restrictions + token.restrictions)
    return reach == own || Self.admits(reach, subject)
  }

  private func mayHandIn(_ person: Int64, _ subject: ApprovalSubject) -> Bool {
    guard let person = people[person], person.isActive else { return false }
    let roles: [Role] =
      switch subject.purpose {
      case .budget, .change, .release, .transfer:
        [.generalManager, .salesDirector, .financeDirector, .treasurer, .purchasingManager, .departmentHead, .administrator]
      case .forecast: [.generalManager, .salesDirector, .regionalManager, .administrator]
      case .data: [.salesDirector, .financeDirector, .treasurer, .purchasingManager, .administrator]
      }
    return roles.contains(person.role)
  }

  private static func admits(_ scope: Scope, _ subject: ApprovalSubject) -> Bool {
    if scope.isEverything { return true }
    switch subject {
    case .forecast(let review):
      return scope.restrictions.allSatisfy { $0.dimension == "territory" && $0.members.contains(review.region) }
    case .change(_, let lines):
      return scope.restrictions.allSatisfy { one in
        one.dimension == "department" && lines.allSatisfy { line in one.members.contains { line.hasSuffix("/" + $0) } }
      }
    case .budget, .release, .transfer, .data: return false
    }
  }

  /// What a role has a word in, of a form of sales.
  private static func speaksFor(_ role: Role) -> Swift.Set<Seat> {
    switch role {
    case .generalManager: [.owner, .finance, .management, .supply]
    case .salesDirector: [.owner]
    case .financeDirector: [.finance]
    case .purchasingManager: [.supply]
    default: []
    }
  }

  private static func above(_ role: Role) -> [Role] {
    switch role {
    case .salesperson: [.regionalManager, .salesDirector, .generalManager]
    case .regionalManager: [.salesDirector, .generalManager]
    case .treasurer: [.financeDirector, .generalManager]
    case .salesDirector, .financeDirector, .purchasingManager, .departmentHead: [.generalManager]
    case .generalManager, .auditor, .administrator: []
    }
  }

  /// Whose word may be asked for at all.
  private static func asked(_ paper: Paper) -> Swift.Set<Seat> {
    switch paper.subject.purpose {
    case .budget: [.owner, .finance]
    case .change, .transfer: [.finance, .management]
    case .release: [.management]
    case .forecast: [.finance, .supply]
    case .data: [.finance, .management]
    }
  }
}

// MARK: - What was decided

extension DecisionLaw {
  /// Kinds of events that decide something.
  private static let kinds: Swift.Set<String> = [
    BudgetLedger.approved, BudgetLedger.changed, BudgetLedger.decided, BudgetLedger.released, BudgetLedger.withdrawn,
    ApprovalLedger.signedKind, ApprovalLedger.dataReleased,
  ]

  /// An event as it was written.
  mutating func read(_ event: Event, _ ledger: ApprovalLedger, at place: String) {
    if event.kind == BudgetLedger.reverted || event.kind == BudgetLedger.restored {
      // One's own withdrawal is taken back or done again; an approval of several people is nobody's to take back.
      decisions += 1
      expect(withdrawals.contains(event.draft.actor.id), .frozen, "\(place): \(event.draft.actor.login) took back a decision of others")
      return
    }
    guard Self.kinds.contains(event.kind) else { return }
    decisions += 1
    guard event.kind != BudgetLedger.withdrawn else {
      return expect(withdrawals.contains(event.draft.actor.id), .frozen, "\(place): an approval was withdrawn by nobody who asked for it")
    }
    guard let id = event.payload["approval"]?["case"]?.integer, let paper = papers[id] else {
      return expect(false, .otherEyes, "\(place): \(event.kind) without an approval")
    }
    guard ledger[id]?.run.status == .approved else { return }
    judge(event, id, paper, place)
  }

  private mutating func judge(_ event: Event, _ id: Int64, _ old: Paper, _ place: String) {
    refresh(id)
    let paper = papers[id] ?? old
    approved[paper.subject.purpose, default: 0] += 1
    let name = "\(place), \(paper.subject.purpose.rawValue)"
    expect(!paper.signatures.isEmpty, .otherEyes, "\(name): nobody signed")
    for one in paper.signatures {
      let who = "\(name), \(people[one.by]?.login ?? "?")"
      expect(!paper.submitters.contains(one.by), .otherEyes, "\(who): handed it in")
      expect(one.isThere && one.isFit, .standing, "\(who): \(one.isThere ? "has no say" : "had left")")
      expect(one.isWithin, .standing, "\(who): signed with a token that does not reach so far")
      expect(one.saw == one.stands && one.saw == paper.content, .sameFigures, "\(who): saw other figures than were handed in")
    }
    let spoken = paper.signatures.reduce(into: Swift.Set<Seat>()) { $0.formUnion($1.seats) }
    for seats in Self.needed(paper, event) {
      expect(!seats.isDisjoint(with: spoken), .everySeat, "\(name): nobody spoke for \(seats)")
    }
    if let kept = event.payload["content"]?.digest {
      // How far a budget floats is signed with its figures.
      let signed = event.kind == BudgetLedger.approved ? BudgetLimits(event.payload).signed(with: kept) : kept
      expect(signed.hex == paper.content, .sameFigures, "\(name): what is kept is not what was handed in")
    }
    papers[id] = nil
  }

  /// Whose word it takes, each with who else may give it: from half a million, or a fifth of what was approved, management's as well.
  private static func needed(_ paper: Paper, _ event: Event) -> [Swift.Set<Seat>] {
    let large: Int64 = 50_000_000
    switch paper.subject {
    case .budget: return [[.owner], [.finance]]
    case .release: return [[.management]]
    case .forecast: return [[.finance], [.supply]]
    case .data: return [[.finance, .management]]
    case .transfer(_, let transfer): return transfer.amount >= large ? [[.finance], [.management]] : [[.finance]]
    case .change:
      var (sum, isFar): (Int64, Bool) = (0, false)
      for change in event.payload["changes"]?.list ?? [] {
        guard let before = change["approved"]?.integer, let after = change["forecast"]?.integer else { continue }
        let moved = Int64((after - before).magnitude)
        sum += moved
        isFar = isFar || (before == 0 ? moved > 0 : moved * 5 >= Int64(before.magnitude))
      }
      return sum >= large || isFar ? [[.finance], [.management]] : [[.finance]]
    }
  }

  /// Of a transfer that was approved: nothing but its two lines moved, by its amount, month by month against each other.
  mutating func judge(
    _ transfer: BudgetTransfer, _ before: [String: [Month: Int64]], _ after: [String: [Month: Int64]], _ place: String
  ) {
    var moved: [String: [Month: Int64]] = [:]
    for line in Swift.Set(before.keys).union(after.keys) where before[line] != after[line] {
      for month in Swift.Set((before[line] ?? [:]).keys).union((after[line] ?? [:]).keys) {
        moved[line, default: [:]][month] = (after[line]?[month] ?? 0) - (before[line]?[month] ?? 0)
      }
    }
    let (taken, given) = (moved[transfer.from] ?? [:], moved[transfer.to] ?? [:])
    let isBalanced = Swift.Set(taken.keys).union(given.keys).allSatisfy { (taken[$0] ?? 0) + (given[$0] ?? 0) == 0 }
    expect(
      Swift.Set(moved.keys) == [transfer.from, transfer.to] && isBalanced && given.values.reduce(0, +) == transfer.amount, .sameFigures,
      "\(place): the transfer moved something else: \(moved)")
  }
}
