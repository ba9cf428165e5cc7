// SPDX-License-Identifier: Apache-2.0
import PlanningCycle
import Synchronization

/// The supply boards that were worked out last: a new one takes over every row that did not move. Safe to ask from any thread; two that are asked for at once are
/// both worked out.
final class SupplyBoards: Sendable {
  private static let limit = 4
  /// Newest last.
  private let known = Mutex<[SupplyBoard]>([])

  init() {}

  func board(_ draft: SupplyDraft, toleranceDays: Int) -> SupplyBoard {
    let earlier = known.withLock { boards in boards.last { $0.precedes(draft, toleranceDays: toleranceDays) } }
    let board = SupplyBoard(draft, toleranceDays: toleranceDays, after: earlier)
    known.withLock { boards in
      boards.removeAll { $0.precedes(draft, toleranceDays: toleranceDays) && $0.revision <= board.revision }
      boards.append(board)
      if boards.count > Self.limit { boards.removeFirst() }
    }
    return board
  }
}
