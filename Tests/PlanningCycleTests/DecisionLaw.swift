// SPDX-License-Identifier: Apache-2.0
import Access
import Approvals
import Journal

@testable import PlanningCycle

/// What has to be true of every decision, told from what people did: it asks no flow and no state of an approval how it came through.
struct DecisionLaw {
  enum Article: String, CaseIterable, Sendable {
    /// Nobody decides on what he handed in, in any round of it, and somebody else did.
    case otherEyes
    /// Whoever decides is there, and has a role that the purpose asks or stands above, stands in for such a person, or was given it.
    case standing
    /// What was handed in last, what each of them saw and what is kept are one thing.
    case sameFigures
    /// Approved figures move by decisions about them alone; what was refused moves nothing.
    case frozen
  }

  private struct Paper {
    let purpose: FlowPurpose
    var submitters: Set<Int64>
    var content: String
    var signatures: [(by: Int64, saw: String, stands: String, isFit: Bool, isThere: Bool)] = []
    var given: Set<Int64> = []
  }

  /// Everybody as they are now.
  var people: [Int64: Person] = [:]
  /// For whom somebody may decide: who asked it of him.
  var standsIn: [Int64: Set<Int64>] = [:]
  private(set) var objections: [(article: Article, words: String)] = []
  /// Decisions about approved figures.
  private(set) var decisions = 0
  private(set) var approved = 0
  private var papers: [Int64: Paper] = [:]
  private var withdrawals: Set<Int64> = []

  mutating func expect(_ holds: Bool, _ article: Article, _ words: String) {
    if !holds { objections.append((article, words)) }
  }

  mutating func handedIn(_ id: Int64, _ purpose: FlowPurpose, by person: Int64, content: String) {
    papers[id, default: Paper(purpose: purpose, submitters: [], content: content)].submitters.insert(person)
    papers[id]?.content = content
    papers[id]?.signatures = []
  }

  mutating func gave(_ id: Int64, by giver: Int64, to person: Int64) { papers[id]?.given.insert(person) }

  mutating func signed(_ id: Int64, by person: Int64, saw: String, stands: String) {
    guard let paper = papers[id] else { return }
    let signature = (person, saw, stands, isFit(person, paper), people[person]?.isActive == true)
    papers[id]?.signatures.append(signature)
  }

  /// It was refused.
  mutating func unsigned(_ id: Int64) { _ = papers[id]?.signatures.popLast() }

  mutating func withdrew(_ person: Person) {
    expect(Access.allows(person, .approve) && person.isActive, .standing, "\(person.login) withdrew a budget")
    withdrawals.insert(person.id)
  }

  /// By himself, or for somebody who is fit and asked it of him, or of whoever asked it of him.
  private func isFit(_ person: Int64, _ paper: Paper) -> Bool {
    var (known, next): (Set<Int64>, [Int64]) = ([person], [person])
    while let one = next.popLast() {
      if hasOwn(one, paper), one == person || people[one]?.isActive == true { return true }
      for giver in standsIn[one, default: []] where known.insert(giver).inserted { next.append(giver) }
    }
    return false
  }

  /// Whoever was given it and left is replaced by who stands above him.
  private func standsAbove(_ role: Role, _ paper: Paper) -> Bool {
    let roles = paper.given.compactMap { people[$0]?.role }
    return (role == .salesDirector && roles.contains(.regionalManager)) || (role == .financeDirector && roles.contains(.treasurer))
      || role == .generalManager
  }

  private func hasOwn(_ person: Int64, _ paper: Paper) -> Bool {
    guard let role = people[person]?.role else { return false }
    if paper.given.contains(person) || standsAbove(role, paper) { return true }
    return switch paper.purpose {
    case .budget: [.salesDirector, .financeDirector, .generalManager].contains(role)
    case .change, .transfer: [.financeDirector, .generalManager].contains(role)
    case .release: role == .generalManager
    case .forecast: [.financeDirector, .purchasingManager, .generalManager, .treasurer].contains(role)
    case .data: [.financeDirector, .generalManager].contains(role)
    }
  }

  /// An event as it was written.
  mutating func read(_ event: Event, _ ledger: ApprovalLedger, at place: String) {
    let kinds = [
      BudgetLedger.approved, BudgetLedger.changed, BudgetLedger.released, BudgetLedger.withdrawn, ApprovalLedger.signedKind,
    ]
    if event.kind == BudgetLedger.reverted || event.kind == BudgetLedger.restored {
      // One's own withdrawal is taken back or done again; an approval of several people is nobody's to take back.
      decisions += 1
      expect(withdrawals.contains(event.draft.actor.id), .frozen, "\(place): \(event.draft.actor.login) took back a decision of others")
      return
    }
    guard kinds.contains(event.kind) else { return }
    decisions += 1
    guard event.kind != BudgetLedger.withdrawn else {
      return expect(withdrawals.contains(event.draft.actor.id), .frozen, "\(place): an approval was withdrawn by nobody who asked for it")
    }
    guard let id = event.payload["approval"]?["case"]?.integer, let paper = papers[id] else {
      return expect(false, .otherEyes, "\(place): \(event.kind) without an approval")
    }
    judge(event, paper, ledger[id]?.run.status == .approved, place)
  }

  private mutating func judge(_ event: Event, _ paper: Paper, _ isApproved: Bool, _ place: String) {
    guard isApproved else { return }
    approved += 1
    let name = "\(place), \(paper.purpose.rawValue)"
    expect(!paper.signatures.isEmpty, .otherEyes, "\(name): nobody signed")
    for one in paper.signatures {
      let who = "\(name), \(people[one.by]?.login ?? "?")"
      expect(!paper.submitters.contains(one.by), .otherEyes, "\(who): handed it in")
      expect(one.isThere && one.isFit, .standing, "\(who): \(one.isThere ? "has no say" : "had left")")
      expect(one.saw == one.stands && one.saw == paper.content, .sameFigures, "\(who): saw other figures than were handed in")
    }
    if let kept = event.payload["content"]?.digest?.hex {
      expect(kept == paper.content, .sameFigures, "\(name): what is kept is not what was handed in")
    }
  }
}
