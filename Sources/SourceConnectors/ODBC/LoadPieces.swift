// SPDX-License-Identifier: Apache-2.0
import Ingestion
import PlanningCycle

/// A load in pieces of one and the same moment, for a driver that takes the whole answer into its memory before it gives the first row.
///
/// The first piece is small; by what its rows weigh the next ones are as large as the limit of bytes allows, mostly one. A piece ends between two
/// marks; one that holds a single mark is asked for again, larger.
struct LoadPieces {
  private static let firstRows = 500

  /// How many rows to ask for next; nil: there are no more.
  private(set) var rows: Int?
  /// The mark after which the next piece begins; nil for the first.
  private(set) var after: SourceMark?
  private let limit: Int
  private let bytes: Int
  private let kind: SourceMark.Kind?

  /// - Parameter isWhole: all in one piece.
  init(_ request: SourceRequest, isWhole: Bool) {
    limit = LoadCollector.rowsToAsk(request)
    bytes = request.limits.bytes
    kind = request.query.watermark?.kind
    rows = isWhole ? limit : min(Self.firstRows, limit)
  }

  /// Which rows of the piece belong to the load.
  mutating func take(_ piece: RowTable, mark: Int?) throws(SourceFault) -> Range<Int> {
    let asked = rows ?? 0
    guard let mark, let kind, piece.rowCount >= asked, asked < limit else {
      rows = nil
      // A mark that the server compares more finely than it writes it comes once more.
      return firstNew(piece, mark)..<piece.rowCount
    }
    let first = firstNew(piece, mark)
    var end = piece.rowCount - 1
    let last = piece.text(end, mark)
    while end > first, piece.text(end - 1, mark) == last { end -= 1 }
    // What is not understood is told where the rows are collected.
    guard end > first, let newest = SourceMark(piece.text(end - 1, mark) ?? "", kind) else {
      rows = min(asked * 4, limit)
      return first..<first
    }
    after = newest
    let each = max(1, piece.byteCount / max(piece.rowCount, 1))
    rows = min(limit, max(Self.firstRows, bytes / (2 * each)))
    return first..<end
  }

  private func firstNew(_ piece: RowTable, _ mark: Int?) -> Int {
    guard let mark, let kind, let after else { return 0 }
    return (0..<piece.rowCount).first { row in SourceMark(piece.text(row, mark) ?? "", kind).map { $0 > after } ?? true } ?? piece.rowCount
  }
}
