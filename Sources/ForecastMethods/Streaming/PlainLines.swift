// SPDX-License-Identifier: Apache-2.0
import Forecasting

/// Lines of a file in memory that has no quotes, cut at commas without making texts of the fields: most files of forecasts are so, and have millions of rows.
struct PlainLines {
  private(set) var position: Int
  /// Of the line last read; 1 is the first.
  private(set) var line = 0
  /// Where the fields of the line last read begin and end.
  private(set) var fields: [Range<Int>] = []

  /// nil for a file with quotes, with CR alone at line ends, with bytes that are not UTF-8, or with a line longer than a record may be: `DelimitedRecords` reads those.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    var (longest, start, isASCII) = (0, 0, true)
    for place in bytes.indices {
      let byte = bytes[place]
      if byte == 0x22 { return nil }
      if byte >= 0x80 { isASCII = false }
      if byte == 0x0D, place + 1 == bytes.count || bytes[place + 1] != 0x0A { return nil }
      if byte == 0x0A {
        longest = max(longest, place - start)
        start = place + 1
      }
    }
    guard max(longest, bytes.count - start) < DelimitedRecords.recordLimit else { return nil }
    guard isASCII || String(validating: bytes, as: UTF8.self) != nil else { return nil }
    let hasMark = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
    position = hasMark ? 3 : 0
  }

  /// Reads the next line that is not empty; false at the end.
  mutating func next(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    while position < bytes.count {
      line += 1
      fields.removeAll(keepingCapacity: true)
      var start = position
      var end = position
      while end < bytes.count, bytes[end] != 0x0A {
        if bytes[end] == 0x2C {
          fields.append(start..<end)
          start = end + 1
        }
        end += 1
      }
      let begin = position
      position = end + 1
      if end > start, bytes[end - 1] == 0x0D { end -= 1 }
      guard end > begin else { continue }
      fields.append(start..<end)
      return true
    }
    return false
  }

  /// A number of at most 15 digits without exponent, to the last bit; nil for anything else. Whole numbers and powers of ten of that size are exact, and so one division rounds once.
  static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ field: Range<Int>) -> Double? {
    var place = field.lowerBound
    let isNegative = place < field.upperBound && bytes[place] == 0x2D
    if isNegative { place += 1 }
    var (digits, count, fraction, isAfterPoint) = (0, 0, 0, false)
    while place < field.upperBound {
      let byte = bytes[place]
      if byte == 0x2E, !isAfterPoint {
        isAfterPoint = true
      } else {
        guard byte >= 0x30, byte <= 0x39, count < 15 else { return nil }
        digits = digits * 10 + Int(byte - 0x30)
        count += 1
        if isAfterPoint { fraction += 1 }
      }
      place += 1
    }
    guard count > 0, count > fraction else { return nil }
    let value = Double(digits) / powers[fraction]
    return isNegative ? -value : value
  }

  private static let powers: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15]
}
