// SPDX-License-Identifier: Apache-2.0
import Journal

/// Which of one's own commands can be taken back, and which can be done again; of the plan and of every scenario for itself.
/// Rebuilt from the events at start.
struct UndoHistory {
  private struct Stack {
    var done: [Int64] = []
    var undone: [Int64] = []
  }

  private struct Place: Hashable {
    let actor: Int64
    /// nil for the plan.
    let scenario: Int64?
  }

  /// Kinds that can be taken back.
  static let kinds: Swift.Set<String> = [
    "cells.edited", "deal.updated", ModelHistory.eventKind, ScenarioLedger.edited, ScenarioLedger.discarded, ScenarioLedger.merged,
    BudgetLedger.approved, BudgetLedger.withdrawn, BudgetLedger.decided, PartLedger.handedIn, TargetLedger.set, TargetLedger.locked,
    OrderLedger.released, OrderLedger.changed, TransferLedger.planned, TransferLedger.cancelled,
    MeetingLedger.held, MeetingLedger.decided, MeetingLedger.marked, MeetingLedger.largeSet,
    OrganisationLedger.unitSet, OrganisationLedger.appointed, OrganisationLedger.ended, OrganisationLedger.groupSet,
    RhythmLedger.set, ReconcileLedger.paired, ReconcileLedger.signed,
    ReviewLedger.saved, ReviewLedger.signed, ReviewLedger.closed, ReviewLedger.reopened, ReviewLedger.actionMarked,
    RuleLedger.saved, RuleLedger.removed, RuleLedger.paused,
    SavedViewLedger.saved, SavedViewLedger.removed, SavedViewLedger.ordered,
    QualityLedger.ruleSaved, QualityLedger.ruleRemoved, QualityLedger.ownerSet, QualityLedger.discarded,
  ]
  /// Commands a person can take back, newest first; older ones stay as they are.
  static let limit = 500

  private var stacks: [Place: Stack] = [:]

  mutating func note(_ event: Event) {
    let command = event.payload["command"] ?? event.payload
    if event.kind == ScenarioLedger.rebased {
      // What stood there before belongs to another plan.
      let scenario = event.payload["scenario"]?.integer
      stacks = stacks.filter { $0.key.scenario == nil || $0.key.scenario != scenario }
      return
    }
    let place = Place(
      actor: event.draft.actor.id, scenario: event.kind == ScenarioLedger.edited ? event.payload["scenario"]?.integer : nil)
    if let target = command["undoes"]?.integer {
      stacks[place, default: Stack()].done.removeAll { $0 == target }
      stacks[place, default: Stack()].undone.append(target)
    } else if let target = command["redoes"]?.integer {
      stacks[place, default: Stack()].undone.removeAll { $0 == target }
      stacks[place, default: Stack()].done.append(target)
    } else if Self.kinds.contains(event.kind), event.payload["approval"] == nil {
      // What several people decided along a flow is nobody's own step to take back.
      stacks[place, default: Stack()].done.append(event.sequence)
      stacks[place, default: Stack()].undone = []
      if let count = stacks[place]?.done.count, count > Self.limit { stacks[place]?.done.removeFirst() }
    }
  }

  func undoTarget(_ actor: Int64, in scenario: Int64? = nil) -> Int64? {
    stacks[Place(actor: actor, scenario: scenario)]?.done.last
  }

  func redoTarget(_ actor: Int64, in scenario: Int64? = nil) -> Int64? {
    stacks[Place(actor: actor, scenario: scenario)]?.undone.last
  }
}
