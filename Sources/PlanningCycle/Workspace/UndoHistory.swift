// SPDX-License-Identifier: Apache-2.0
import Journal

/// Which of one's own commands can be taken back, and which can be done again. Rebuilt from the events at start.
struct UndoHistory {
  private struct Stack {
    var done: [Int64] = []
    var undone: [Int64] = []
  }

  /// Kinds that can be taken back.
  static let kinds: Swift.Set<String> = ["cells.edited", "deal.updated", ModelHistory.eventKind]
  /// Commands a person can take back, newest first; older ones stay as they are.
  static let limit = 500

  private var stacks: [Int64: Stack] = [:]

  mutating func note(_ event: Event) {
    let actor = event.draft.actor.id
    let command = event.payload["command"] ?? event.payload
    if let target = command["undoes"]?.integer {
      stacks[actor, default: Stack()].done.removeAll { $0 == target }
      stacks[actor, default: Stack()].undone.append(target)
    } else if let target = command["redoes"]?.integer {
      stacks[actor, default: Stack()].undone.removeAll { $0 == target }
      stacks[actor, default: Stack()].done.append(target)
    } else if Self.kinds.contains(event.kind) {
      stacks[actor, default: Stack()].done.append(event.sequence)
      stacks[actor, default: Stack()].undone = []
      if let count = stacks[actor]?.done.count, count > Self.limit { stacks[actor]?.done.removeFirst() }
    }
  }

  func undoTarget(_ actor: Int64) -> Int64? { stacks[actor]?.done.last }
  func redoTarget(_ actor: Int64) -> Int64? { stacks[actor]?.undone.last }
}
