// SPDX-License-Identifier: Apache-2.0
import Approvals

/// Lets random people of a random company do anything, in any order, with three approvals side by side, and has every one that comes through
/// judged by the journal of what happened.
struct SeparationSearch {
  private struct Paper {
    var runner: CaseRunner
    var journal: WitnessedJournal
    /// Figures that stood there, for undo and redo; `place` is where it stands now.
    var contents: [String]
    var place = 0
    /// Whoever moved figures since it was handed in.
    var writers: Set<Int64> = []
    var isJudged = false

    var content: String { contents[place] }
    var run: ApprovalCase { runner.run }
  }

  let hole: PlantedHole?
  private(set) var steps = 0
  private(set) var approved = 0
  /// How often something was done, and not refused, by its name.
  private(set) var done: [String: Int] = [:]
  private(set) var objections: [(article: ApprovalLaw.Article, words: String)] = []

  private var seed = 0
  private var dice = Dice(seed: 0)
  private var company: RandomCompany
  private var hour = 0
  private var figures = 0
  private var papers: [Paper] = []

  init(hole: PlantedHole?) {
    self.hole = hole
    company = RandomCompany(&dice)
  }

  /// A company that nobody has seen, and so many steps in it.
  mutating func visit(seed: Int, steps count: Int) {
    self.seed = seed
    dice = Dice(seed: UInt64(seed))
    company = RandomCompany(&dice)
    (hour, figures, papers) = (0, 0, [])
    for _ in 0..<count { step() }
  }

  private mutating func count(_ what: String) { done[what, default: 0] += 1 }

  private mutating func step() {
    steps += 1
    hour += dice.below(3)
    guard papers.count == 3 else { return handIn(papers.count) }
    let place = dice.below(3)
    switch dice.below(40) {
    case 0...2:
      company.change(&dice)
      count("people")
      for one in papers.indices { witness(one, .moved) }
    case 3, 4: moveFigures(place)
    case 5:
      for one in papers.indices where papers[one].run.status == .running {
        papers[one].runner.pass(at: Office.hour(hour), people: company.people)
        witness(one, .moved)
      }
      count("time")
    case 6: approveAll()
    default: papers[place].run.status == .running || papers[place].run.status == .returned ? act(place) : handIn(place)
    }
  }

  private mutating func handIn(_ place: Int) {
    let by = Int64(dice.below(8) + 1)
    let authors = (0..<dice.below(3)).map { _ in Int64(dice.below(8) + 1) }
    figures += 1
    let flow = dice.flow()
    guard flow.findings(knowing: Office.words).isEmpty else { return }
    let document = paper(by: by, authors, "figures \(figures)")
    guard let runner = try? CaseRunner(flow, document, at: Office.hour(hour), people: company.people, hole: hole) else { return }
    let new = Paper(runner: runner, journal: WitnessedJournal(flow: flow), contents: [document.content])
    if place == papers.count { papers.append(new) } else { papers[place] = new }
    count("submit")
    witness(place, .handedIn(document))
  }

  private mutating func paper(by submitter: Int64, _ authors: [Int64], _ content: String) -> ApprovalDocument {
    ApprovalDocument(
      submitter: submitter, authors: authors,
      fields: [
        "amount": .number(Int64(dice.below(100_000_00))), "department": .text("sales"), "owner": .person(Int64(dice.below(8) + 1)),
        "kind": .text("travel"),
      ], content: content)
  }

  /// An import or an edit, or a step of undo or redo; who does it has written it.
  private mutating func moveFigures(_ place: Int) {
    let by = Int64(dice.below(8) + 1)
    let (now, last) = (papers[place].place, papers[place].contents.count - 1)
    switch dice.below(5) {
    case 0 where now > 0, 1 where now > 0:
      papers[place].place -= 1
      count("undo")
    case 2 where now < last, 3 where now < last:
      papers[place].place += 1
      count("redo")
    default:
      figures += 1
      papers[place].contents = Array(papers[place].contents[...now]) + ["figures \(figures)"]
      papers[place].place += 1
      count("import")
    }
    papers[place].writers.insert(by)
    witness(place, .moved)
  }

  /// Somebody agrees to everything that lies with him.
  private mutating func approveAll() {
    let by = Int64(dice.below(8) + 1)
    for place in papers.indices {
      for task in papers[place].run.openTasks where task.assignee == by {
        if take(.approve(task: task.id, content: papers[place].content, comment: ""), by, place) { count("bulk") }
      }
    }
  }

  private mutating func act(_ place: Int) {
    let paper = papers[place]
    let (run, submitter) = (paper.run, paper.run.document.submitter)
    if run.status == .returned {
      // Undone what came since, or with what came since.
      if dice.below(3) == 0 { papers[place].place = papers[place].contents.firstIndex(of: run.document.content) ?? paper.place }
      let new = self.paper(by: submitter, paper.writers.sorted(), papers[place].content)
      if dice.below(10) == 0 { _ = take(.withdraw(reason: ""), submitter, place) } else { _ = take(.resubmit(new), submitter, place) }
      return
    }
    guard let task = run.openTasks.isEmpty ? nil : run.openTasks[dice.below(run.openTasks.count)] else {
      _ = take(dice.below(3) == 0 ? .withdraw(reason: "") : .retry, submitter, place)
      return
    }
    let (anybody, person) = (Int64(dice.below(8) + 1), Int64(dice.below(8) + 1))
    let actor = dice.below(4) == 0 ? anybody : task.assignee
    // Somebody who lets himself in asks for the one thing he may not have.
    let other = dice.below(3) == 0 ? ([submitter] + run.document.authors)[dice.below(run.document.authors.count + 1)] : person
    let passed = run.tasks.filter { $0.state == .approved || $0.state == .skipped }.map(\.node)
    let node = passed.isEmpty || dice.below(4) == 0 ? run.flow.nodes[dice.below(run.flow.nodes.count)].id : passed[dice.below(passed.count)]
    switch dice.below(25) {
    case 24:
      figures += 1
      let less = self.paper(by: submitter, run.document.authors, "figures \(figures)")
      _ = take(.amend(task: task.id, part: "amount", less, reason: "r"), actor, place)
    case 0: _ = take(.sendBack(task: task.id, to: nil, reason: "r"), actor, place)
    case 1, 2: _ = take(.sendBack(task: task.id, to: node, reason: "r"), actor, place)
    case 3, 4: _ = take(.transfer(task: task.id, to: other, reason: ""), actor, place)
    case 5, 6: _ = take(.add(task: task.id, person: other, ApprovalAction.Place.allCases[dice.below(3)], reason: ""), actor, place)
    case 7: _ = take(dice.below(4) == 0 ? .end(task: task.id, reason: "r") : .remind, dice.below(2) == 0 ? actor : submitter, place)
    case 8: _ = take(dice.below(4) == 0 ? .withdraw(reason: "") : .retry, submitter, place)
    case 9: _ = take(.approve(task: task.id, content: run.document.content, comment: ""), actor, place)
    case 10: _ = take(.approve(task: task.id, content: paper.content, comment: ""), other, place)
    default: _ = take(.approve(task: task.id, content: paper.content, comment: ""), actor, place)
    }
  }

  /// True when it was not refused.
  private mutating func take(_ action: ApprovalAction, _ by: Int64, _ place: Int) -> Bool {
    func node(_ task: Int) -> String { papers[place].run.tasks[task].node }
    do throws(ApprovalRefusal) {
      try papers[place].runner.apply(action, by: by, at: Office.hour(hour), content: papers[place].content, people: company.people)
    } catch {
      count("refused")
      return false
    }
    switch action {
    case .approve(let task, let seen, _): done(place, "approve", .signed(node: node(task), by: by, seen: seen))
    case .sendBack(let task, let to, _):
      let target = to == "start" ? nil : to
      done(place, target == nil ? "return" : "return to a step", .sentBack(node: node(task), to: target, by: by))
    case .transfer(let task, let person, _): done(place, "transfer", .gaveAway(node: node(task), by: by, to: person))
    case .add(let task, let person, _, _): done(place, "add", .added(node: node(task), by: by, person: person))
    // What stands there is what he made of it: for the law it is handed in anew, and everybody has to agree to it.
    case .amend(_, _, let less, _):
      papers[place].contents = Array(papers[place].contents[...papers[place].place]) + [less.content]
      papers[place].place += 1
      done(place, "amend", .handedIn(papers[place].run.document))
    case .end: done(place, "end", .moved)
    case .remind: done(place, "remind", .moved)
    case .withdraw: done(place, "withdraw", .moved)
    case .resubmit(let document):
      papers[place].writers = []
      done(place, "resubmit", .handedIn(document))
    case .retry: done(place, "retry", .triedAgain)
    }
    return true
  }

  private mutating func done(_ place: Int, _ what: String, _ deed: WitnessedJournal.Deed) {
    count(what)
    witness(place, deed)
  }

  /// Writes it down, and reads the whole journal when the approval came through.
  private mutating func witness(_ place: Int, _ deed: WitnessedJournal.Deed) {
    guard !papers[place].isJudged else { return }
    papers[place].journal.note(.init(hour: hour, people: company.members, content: papers[place].content, deed: deed))
    guard papers[place].run.status == .approved else { return }
    papers[place].isJudged = true
    approved += 1
    let found = ApprovalLaw(papers[place].journal)?.objections ?? [.init(article: .everybody, words: "nothing was handed in")]
    objections += found.map { ($0.article, "company \(seed), hour \(hour), paper \(place): \($0.words)") }
  }
}
