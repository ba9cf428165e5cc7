// SPDX-License-Identifier: Apache-2.0
public import Journal
public import PlanningCycle

/// Order and digest of a run's rows: the same in every adapter.
public enum ForecastRowCoder {
  /// By series, layer and ordinal; texts byte by byte.
  public static func sorted(_ rows: [ForecastResultRow]) -> [ForecastResultRow] {
    rows.sorted { left, right in
      if !left.series.utf8.elementsEqual(right.series.utf8) { return left.series.utf8.lexicographicallyPrecedes(right.series.utf8) }
      if !left.layer.utf8.elementsEqual(right.layer.utf8) { return left.layer.utf8.lexicographicallyPrecedes(right.layer.utf8) }
      return left.ordinal < right.ordinal
    }
  }

  /// SHA-256 over rows in their sorted order.
  public static func digest(_ sorted: [ForecastResultRow]) -> Digest {
    var stream = DigestStream()
    for row in sorted {
      var encoder = CanonicalEncoder()
      encoder.put(text: row.series)
      encoder.put(text: row.layer)
      encoder.put(integer: Int64(row.ordinal))
      encoder.put(integer: row.value)
      for bound in [row.low, row.high] {
        encoder.put(text: bound == nil ? "" : "bound")
        encoder.put(integer: bound ?? 0)
      }
      stream.update(encoder.bytes)
    }
    return stream.finish()
  }
}
