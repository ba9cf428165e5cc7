// SPDX-License-Identifier: Apache-2.0

/// Which batch the rows of one kind belong to, by where they lie: what a row that was staged does not say itself.
///
/// Rows of a batch lie together, and batches follow one another in the order of their events; rows after the last batch are facts not yet, and
/// nobody sees them.
public struct BatchPlaces: Sendable {
  public struct Place: Hashable, Sendable {
    public let firstRow: Int64
    public let rowCount: Int64
    public let batch: Int64
    /// Milliseconds.
    public let recordedAt: Int64

    public init(firstRow: Int64, rowCount: Int64, batch: Int64, recordedAt: Int64) {
      self.firstRow = firstRow
      self.rowCount = rowCount
      self.batch = batch
      self.recordedAt = recordedAt
    }

    func holds(_ row: Int64) -> Bool { row >= firstRow && row - firstRow < rowCount }
  }

  /// Those with rows, in the order of their rows.
  public let places: [Place]
  private var last: Place?

  public init(_ places: [Place]) { self.places = places.filter { $0.rowCount > 0 }.sorted { $0.firstRow < $1.firstRow } }

  /// nil for a row of no batch.
  public mutating func place(of row: Int64) -> Place? {
    if let last, last.holds(row) { return last }
    var (low, high) = (0, places.count)
    while low < high {
      let middle = (low + high) / 2
      if places[middle].firstRow <= row { low = middle + 1 } else { high = middle }
    }
    guard low > 0, places[low - 1].holds(row) else { return nil }
    last = places[low - 1]
    return last
  }

  /// What a row that was staged says of its batch and of its moment.
  public static let unsaid: Int64 = 0

  /// The newest row that is a fact, of one kind; none for no batch. Placeholders: the kind, and for `isPast` the moment.
  public static func lastRow(isPast: Bool, kind: String, moment: String) -> String {
    let condition = isPast ? " AND events.recorded_at <= \(moment)" : ""
    return """
      SELECT batches.first_row + batches.row_count - 1 FROM batches JOIN events ON events.sequence = batches.event \
      WHERE batches.kind = \(kind)\(condition) ORDER BY batches.event DESC LIMIT 1
      """
  }

  /// The last row that a batch, or the one before it, brought of one kind. Placeholders: the kind and the batch.
  public static func lastRow(throughBatch batch: String, kind: String) -> String {
    """
    SELECT first_row + row_count - 1 FROM batches WHERE kind = \(kind) AND event <= \(batch) AND row_count > 0 ORDER BY event DESC LIMIT 1
    """
  }

  /// Every batch of one kind: first row, count, event, moment.
  public static func all(kind: String) -> String {
    """
    SELECT batches.first_row, batches.row_count, batches.event, events.recorded_at FROM batches \
    JOIN events ON events.sequence = batches.event WHERE batches.kind = \(kind)
    """
  }
}
