// SPDX-License-Identifier: Apache-2.0
import Approvals

/// Reads a journal from its beginning, slowly, and says why an approval at its end was not lawful; nothing when it was.
struct ApprovalLaw {
  enum Article: String, CaseIterable {
    /// What stands there at the end is what was handed in and what each of them saw.
    case sameFigures
    /// Nobody who handed in or wrote it, under whatever login.
    case twoPairsOfEyes
    /// Nobody who has left.
    case stillThere
    /// Only whom the step means then, who replaces him, or to whom he gave it.
    case standing
    /// Everybody whom a step on the way needs.
    case everybody
  }
  struct Objection { let article: Article, words: String }

  private struct Signature { let node: String, human: Int64, place: Int }

  private let journal: WitnessedJournal
  private let paper: ApprovalDocument
  /// Of the last time it was handed in.
  private let round: [WitnessedJournal.Fact]
  /// Whoever handed in or wrote any round of it.
  private let writers: [Int64]
  private var signatures: [Signature] = []
  private var granted: [String: Set<Int64>] = [:]
  private var gaveAway: [String: Set<Int64>] = [:]
  private var added: [(node: String, person: Int64, place: Int)] = []
  /// Who came to stand in the place of somebody, by step.
  private var replacing: [String: Set<Int64>] = [:]
  private(set) var objections: [Objection] = []

  init?(_ journal: WitnessedJournal) {
    var papers: [ApprovalDocument] = []
    var begin = 0
    for (place, fact) in journal.facts.enumerated() {
      if case .handedIn(let paper) = fact.deed {
        papers.append(paper)
        begin = place
      }
    }
    guard let last = papers.last else { return nil }
    self.journal = journal
    paper = last
    round = Array(journal.facts[begin...])
    writers = papers.flatMap { [$0.submitter] + $0.authors }
    judge()
  }

  private mutating func object(_ article: Article, _ words: String) { objections.append(Objection(article: article, words: words)) }

  private func wrote(_ id: Int64, _ fact: WitnessedJournal.Fact) -> Bool { writers.contains { fact.human($0) == fact.human(id) } }
  private func isFree(_ id: Int64, _ fact: WitnessedJournal.Fact) -> Bool { fact.member(id)?.isActive == true && !wrote(id, fact) }

  private func isMeant(_ id: Int64, _ node: String, _ fact: WitnessedJournal.Fact) -> Bool {
    journal.step(node)?.approvers.contains { fact.means($0, id, paper) } ?? false
  }

  private func stands(_ id: Int64, _ node: String, _ fact: WitnessedJournal.Fact) -> Bool {
    hasOwn(id, node, fact) || fact.people.contains { hasOwn($0.id, node, fact) && isFree($0.id, fact) && standsIn(id, for: $0.id, fact) }
  }

  /// Asked for himself, not for somebody who is away.
  private func hasOwn(_ id: Int64, _ node: String, _ fact: WitnessedJournal.Fact) -> Bool {
    isMeant(id, node, fact) || granted[node, default: []].contains(id) || replacing[node, default: []].contains(id)
  }

  /// By delegations that run at that very moment.
  private func standsIn(_ id: Int64, for other: Int64, _ fact: WitnessedJournal.Fact) -> Bool {
    var seen: Set<Int64> = [other]
    var next = fact.member(other)?.standIn
    while let one = next, seen.insert(one).inserted {
      if one == id { return true }
      next = fact.member(one)?.standIn
    }
    return false
  }

  private mutating func judge() {
    for (place, fact) in round.enumerated() {
      for node in journal.flow.nodes { noteReplacements(node.id, fact) }
      read(fact, place)
    }
    guard let end = round.last else { return }
    if end.content != paper.content { object(.sameFigures, "\(end.content) stands there, \(paper.content) was handed in") }
    for node in journal.required(for: paper) { requireEverybody(node) }
    for one in added { requireAdded(one.node, one.person, one.place) }
  }

  /// Superiors of those who cannot decide or are late; theirs in turn.
  private mutating func noteReplacements(_ node: String, _ fact: WitnessedJournal.Fact) {
    guard let step = journal.step(node) else { return }
    let isLate = step.limits.contains { $0.effect == .escalate && fact.hour - (round.first?.hour ?? 0) >= $0.hours }
    var grew = true
    while grew {
      grew = false
      for one in fact.people where hasOwn(one.id, node, fact) && (isLate || !isFree(one.id, fact)) {
        for other in fact.superiors(of: one.id) where replacing[node, default: []].insert(other).inserted { grew = true }
      }
    }
  }

  private mutating func read(_ fact: WitnessedJournal.Fact, _ place: Int) {
    switch fact.deed {
    case .signed(let node, let by, let seen):
      let who = "\(by) at \(node), hour \(fact.hour)"
      if seen != fact.content || seen != paper.content { object(.sameFigures, "\(who): saw \(seen), there stood \(fact.content)") }
      if wrote(by, fact) { object(.twoPairsOfEyes, "\(who): handed in or wrote it") }
      if fact.member(by)?.isActive != true { object(.stillThere, "\(who): had left") }
      if !stands(by, node, fact) { object(.standing, "\(who): is not whom the step asks") }
      signatures.append(Signature(node: node, human: fact.human(by), place: place))
    case .gaveAway(let node, let by, let person):
      if !stands(by, node, fact) { object(.standing, "\(by) at \(node): gives away what is not his") }
      granted[node, default: []].insert(person)
      gaveAway[node, default: []].insert(fact.human(by))
    case .added(let node, let by, let person):
      if !stands(by, node, fact) { object(.standing, "\(by) at \(node): adds somebody where he is not asked") }
      granted[node, default: []].insert(person)
      added.append((node, person, place))
    case .sentBack(_, let target, _):
      let gone = target.map { journal.behind($0) } ?? Set(journal.flow.nodes.map(\.id))
      signatures.removeAll { gone.contains($0.node) }
      added.removeAll { gone.contains($0.node) }
      for node in gone { (granted[node], gaveAway[node]) = (nil, nil) }
    // What nobody could decide is asked anew.
    case .triedAgain: added = []
    case .handedIn, .moved: break
    }
  }

  /// Whether somebody could decide the whole time and nobody could in his place.
  private func isSteady(_ id: Int64, _ node: String, from place: Int, meant: Bool) -> Bool {
    guard journal.step(node)?.limits.contains(where: { $0.effect == .escalate }) == false else { return false }
    return round[place...].allSatisfy { fact in
      let isAway = fact.people.contains { $0.human == fact.human(id) && $0.standIn != nil }
      return isFree(id, fact) && !isAway && (!meant || isMeant(id, node, fact))
    } && round.last.map { !gaveAway[node, default: []].contains($0.human(id)) } == true
  }

  private mutating func requireEverybody(_ node: String) {
    guard let end = round.last, let step = journal.step(node) else { return }
    let signers = Set(signatures.filter { $0.node == node }.map(\.human))
    let elsewhere = journal.flow.skipsRepeats ? Set(signatures.map(\.human)) : []
    let passedOver = end.people.filter { one in elsewhere.contains(one.human) && round.contains { stands(one.id, node, $0) } }
    if signers.isEmpty, passedOver.isEmpty { object(.everybody, "nobody decided at \(node)") }
    guard step.rule != .anyOne else { return }
    for one in end.people where isSteady(one.id, node, from: 0, meant: true) && !signers.union(elsewhere).contains(one.human) {
      object(.everybody, "\(one.id) was not heard at \(node)")
    }
  }

  private mutating func requireAdded(_ node: String, _ person: Int64, _ place: Int) {
    guard isSteady(person, node, from: place, meant: false), let human = round.last?.human(person) else { return }
    if !signatures.contains(where: { $0.node == node && $0.human == human && $0.place >= place }) {
      object(.everybody, "\(person) was added at \(node) and not heard")
    }
  }
}
