// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Journal

extension FactTable {
  /// Of all rows and their values in their order, whatever line or batch they carry.
  var contentDigest: Digest {
    var bytes = Array(kind.rawValue.utf8) + [0]
    bytes.reserveCapacity(bytes.count + rowCount * columns.count * 9)
    func append(_ value: UInt64) {
      for shift in stride(from: UInt64(0), to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }
    for column in columns {
      for row in 0..<rowCount {
        if let text = column.field.type == .text ? column.text(row) : nil {
          bytes.append(2)
          append(UInt64(text.utf8.count))
          bytes.append(contentsOf: text.utf8)
        } else if let number = column.integer(row) {
          bytes.append(1)
          append(UInt64(bitPattern: number))
        } else {
          bytes.append(0)
        }
      }
    }
    return Digest.sha256(bytes)
  }

  /// The newest day that a row is true on; nil for master data.
  var newestDay: Day? {
    guard let field = schema.effectiveField, let place = schema.index(of: field) else { return nil }
    let column = columns[place]
    return switch column.field.type {
    case .day: (0..<rowCount).lazy.compactMap { column.day($0) }.max()
    case .month: (0..<rowCount).lazy.compactMap { column.month($0)?.lastDay }.max()
    default: nil
    }
  }
}

extension FactColumn {
  /// The value of a row; nil where missing.
  func value(_ row: Int) -> FactValue? {
    guard isPresent[row] else { return nil }
    return field.type == .text ? text(row).map { .text($0) } : .number(integers[row])
  }
}
