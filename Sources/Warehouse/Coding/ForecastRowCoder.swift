// SPDX-License-Identifier: Apache-2.0
public import Journal
public import PlanningCycle

/// Order and digest of a run's rows: the same in every adapter.
public enum ForecastRowCoder {
  /// By series, layer and ordinal; texts byte by byte.
  public static func sorted(_ rows: [ForecastResultRow]) -> [ForecastResultRow] {
    rows.sorted { left, right in
      if !left.series.utf8.elementsEqual(right.series.utf8) {
        return left.series.utf8.lexicographicallyPrecedes(right.series.utf8)
      }
      if !left.layer.utf8.elementsEqual(right.layer.utf8) {
        return left.layer.utf8.lexicographicallyPrecedes(right.layer.utf8)
      }
      return left.ordinal < right.ordinal
    }
  }

  /// The bytes of rows in their sorted order: digested for the run's event, and kept beside the database.
  public static func bytes(_ sorted: [ForecastResultRow]) -> [UInt8] {
    var encoder = CanonicalEncoder()
    for row in sorted {
      encoder.put(text: row.series)
      encoder.put(text: row.layer)
      for number in [Int64(row.ordinal), row.value] { encoder.put(integer: number) }
      for bound in [row.low, row.high] {
        encoder.put(integer: bound == nil ? 0 : 1)
        encoder.put(integer: bound ?? 0)
      }
    }
    return encoder.bytes
  }

  /// Rows read back.
  public static func rows(_ bytes: [UInt8]) throws(JournalError) -> [ForecastResultRow] {
    var decoder = try CanonicalDecoder(bytes, limits: CanonicalLimits(bytes: 1 << 30))
    var rows: [ForecastResultRow] = []
    while !decoder.isAtEnd {
      let (series, layer) = (try decoder.text(), try decoder.text())
      let (ordinal, value) = (try decoder.integer(), try decoder.integer())
      let low = try decoder.integer() == 1 ? try decoder.integer() : skip(&decoder)
      let high = try decoder.integer() == 1 ? try decoder.integer() : skip(&decoder)
      rows.append(
        ForecastResultRow(
          series: series, layer: layer, ordinal: Int32(clamping: ordinal), value: value, low: low, high: high)
      )
    }
    return rows
  }

  private static func skip(_ decoder: inout CanonicalDecoder) throws(JournalError) -> Int64? {
    _ = try decoder.integer()
    return nil
  }
}
