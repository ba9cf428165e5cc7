// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Journal
import Planning
import WarehouseSQLite

@testable import Approvals
@testable import PlanningCycle

/// A rule that is left out around the use cases, to show that the search would notice.
enum UseCaseHole: String, CaseIterable, Sendable {
  /// Whoever handed it in is taken for whom the step asks.
  case ownHand
  /// Somebody whose role or login was taken away acts with the rights of yesterday.
  case rightsOfYesterday
  /// What the signer saw is taken to be what stands there now.
  case unseenFigures
  /// A stand-in goes on deciding after his days.
  case standInForEver
  /// Undo takes back what several people decided.
  case undoneApproval
  /// Where several have to agree, the first of them agrees for all.
  case oneForAll
  /// A script with a narrow token makes itself a wide one.
  case widerToken
  /// A script acts with the rights its maker had when he made the token.
  case tokenOfYesterday

  var article: DecisionLaw.Article {
    switch self {
    case .ownHand: .otherEyes
    case .rightsOfYesterday, .standInForEver, .widerToken, .tokenOfYesterday: .standing
    case .unseenFigures: .sameFigures
    case .undoneApproval: .frozen
    case .oneForAll: .everySeat
    }
  }
}

/// Lets random people of a small company, and scripts with their tokens, hand in, decide one by one or a whole list, give away, stand in, change roles,
/// move and import figures, undo and redo, in any order, through the use cases themselves. Every decision is judged by a law that knows what
/// happened, and nothing of how it was allowed.
final class DecisionSearch {
  static let roles: [Role] = [
    .salesDirector, .generalManager, .financeDirector, .purchasingManager, .treasurer, .regionalManager, .administrator,
  ]

  /// A token, as the law knows it.
  struct Script {
    let digest: Digest
    /// Its maker as he was.
    let maker: Person
    /// What it and those it came from admit, besides the rows of its maker.
    let reach: Scope
    var isEnded = false
  }

  /// Somebody who does something: in person, or by a script.
  struct Hand {
    /// With the rights he has here.
    let person: Person
    let script: Script?
    var reach: Scope { Scope(restrictions: person.scope.restrictions + (script?.reach.restrictions ?? [])) }
  }

  /// A script that is not let in.
  struct NotKnown: Error {}

  /// An entry of somebody's list, with the figures it showed.
  struct Listed {
    let approval: Int64
    let task: Int
    let reader: Int64
    let content: String
  }

  /// What must not move by itself: approved figures of every form, what was countersigned, what was released.
  struct Frozen: Equatable {
    let budgets: [BudgetApproval.Key: [String: [Month: Int64]]]
    let contents: [BudgetApproval.Key: Digest]
    let releases: [BudgetApproval.Key: Moment]
    let signed: [String: [String: [Month: Int64]]]
    let released: [Month: [String: Int64]]

    init(_ workspace: Workspace) {
      let approvals = workspace.budgets.approvals
      budgets = approvals.mapValues(\.rows)
      contents = approvals.mapValues(\.content)
      releases = approvals.compactMapValues { $0.release?.at }
      signed = workspace.approvals.signed.mapValues(\.rows)
      released = workspace.approvals.released.mapValues(\.rows)
    }
  }

  let company: SmallCompany
  var workspace: Workspace { company.workspace }
  let hole: UseCaseHole?
  private var dice: SeededGenerator
  var law: DecisionLaw
  private(set) var steps = 0
  private(set) var done: [String: Int] = [:]
  private(set) var course = ""
  /// As their proofs say; the store is changed by the use case alone.
  var people: [Person] = []
  /// What everybody began as, in the order of people.
  var first: [Role] = []
  var former: [Int64: Person] = [:]
  var seen: [Int64: [String]] = [:]
  var endedStandIns: [Int64: Int64] = [:]
  var scripts: [Script] = []
  var listed: [Listed] = []
  var imports = 0
  /// Who moved figures, and who took that back: whoever has something to undo or to do again.
  var (lastWriter, lastUndoer): (Int64?, Int64?)

  init(seed: UInt64, hole: UseCaseHole?) throws {
    company = try SmallCompany(facts: BudgetCompany.facts)
    self.hole = hole
    dice = SeededGenerator(seed: seed)
    for (number, role) in (Self.roles + [.salesDirector, .financeDirector]).enumerated() {
      people.append(try company.join("p\(number)", role))
    }
    people.append(try company.join("east", .regionalManager, Scope("territory", in: ["EAST"])))
    people.append(try company.join("head", .departmentHead, Scope("department", in: ["D02"])))
    law = DecisionLaw(people)
    first = people.map(\.role)
  }

  func below(_ count: Int) -> Int { Int(dice.next() % UInt64(count)) }
  func anybody() -> Person { people[below(people.count)] }
  func context(_ person: Person) -> CommandContext { company.context(person, reason: "已核对") }

  /// A person, or one of his scripts.
  ///
  /// - Throws: `NotKnown` for a token that is not good.
  func hand(of person: Person, by chosen: Script? = nil) throws -> Hand {
    let own = scripts.filter { $0.maker.id == person.id }
    let any = own.isEmpty || below(4) > 0 ? nil : below(2) == 0 ? own.last : own[below(own.count)]
    guard let script = chosen ?? any else {
      return Hand(person: person, script: nil)
    }
    let known = try workspace.holder(of: script.digest, at: workspace.environment.now())
    law.expect(known == nil || !script.isEnded, .standing, "step \(steps): a token that was ended is good")
    guard let known else { throw NotKnown() }
    return Hand(person: known.person, script: script)
  }

  /// One more thing that somebody tries; what is refused moves nothing.
  func step() throws {
    steps += 1
    let frozen = Frozen(workspace)
    let (before, events) = (workspace.revision, law.decisions)
    let what: String
    do {
      what = try attempt()
      done[what, default: 0] += 1
    } catch let error
      where error is CycleError || error is AccessError || error is StoreError || error is PlanningError || error is NotKnown
    {
      done["refused", default: 0] += 1
      law.expect(
        workspace.revision == before && Frozen(workspace) == frozen, .frozen, "step \(steps): a refusal moved something: \(error)")
      return
    }
    let known = law.objections.count
    for event in try company.store.events(after: before, limit: 1_000) {
      law.read(event, workspace.approvals, at: "step \(steps), \(what)")
      judgeTransfer(event, frozen)
      if law.objections.count > known { course = history(event) }
    }
    law.expect(
      Frozen(workspace) == frozen || law.decisions > events, .frozen,
      "step \(steps), \(what): approved figures moved without a decision about them")
  }

  /// How an approval came to what the law objects to, for whoever looks into it.
  private func history(_ event: Event) -> String {
    guard let id = event.payload["approval"]?["case"]?.integer, let run = workspace.approvals[id]?.run else { return event.kind }
    func name(_ id: Int64?) -> String {
      id.map { id in people.first { $0.id == id }.map { "\($0.login) \($0.role.rawValue)" } ?? "\(id)" } ?? "–"
    }
    let tasks = run.tasks.map { "\(name($0.assignee)) \($0.origin) as \($0.askedAs) is \($0.state.rawValue)" }
    return (run.history.map { "\($0.act.rawValue) \(name($0.actor)) → \(name($0.person)) at \($0.node)" } + tasks).joined(separator: "; ")
  }

  private func judgeTransfer(_ event: Event, _ frozen: Frozen) {
    guard event.kind == BudgetLedger.changed, let id = event.payload["approval"]?["case"]?.integer,
      case .transfer(let key, let transfer)? = workspace.approvals[id]?.subject
    else { return }
    law.judge(transfer, frozen.budgets[key] ?? [:], workspace.budgets.approvals[key]?.rows ?? [:], "step \(steps)")
  }

  /// A program that starts anew has decided the same.
  func restart() throws {
    let other = try company.restarted()
    law.expect(Frozen(other) == Frozen(workspace), .frozen, "after \(steps) steps, started anew: other figures are approved")
    law.expect(
      other.approvals.cases.map(\.run) == workspace.approvals.cases.map(\.run), .frozen,
      "after \(steps) steps, started anew: an approval stands elsewhere")
  }

  private func attempt() throws -> String {
    if !listed.isEmpty, below(4) > 0 { return try signListed() }
    return switch below(52) {
    case 0, 1: try changePerson()
    case 2...4: try moveFigures()
    case 5, 6: try undo()
    case 7: try redo()
    case 8, 9: try delegate()
    case 10: try withdraw()
    case 11...18: try handIn()
    case 19: try decideAlone()
    case 20: try importFile()
    case 21, 22: try makeToken()
    case 23: try endToken()
    case 24: try letTimePass()
    case 25, 26: try list()
    default: try act()
    }
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same seed, the same company.
struct SeededGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
