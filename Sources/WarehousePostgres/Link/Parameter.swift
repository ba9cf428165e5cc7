// SPDX-License-Identifier: Apache-2.0
import Warehouse

/// A value on its way to the server, apart from the statement: no statement is ever made of data.
enum Parameter {
  case integer(Int64?)
  case text(String?)
  case bytes([UInt8])
  case integers([Int64])

  static func integer(_ value: Int) -> Parameter { .integer(Int64(value)) }

  /// The number of the type in PostgreSQL's catalogue.
  var type: UInt32 {
    switch self {
    case .integer: 20
    case .text: 25
    case .bytes: 17
    case .integers: 1016
    }
  }
}

/// The values of one statement in one piece of memory, in the binary form.
struct ParameterBytes: ~Copyable {
  private var buffer = RowBytes(capacity: 256)
  /// nil: SQL's NULL.
  private var spans: [Range<Int>?] = []

  init(_ parameters: [Parameter]) {
    for parameter in parameters { add(parameter) }
    // An empty last value needs a place, too.
    buffer.append(byte: 0)
  }

  private mutating func add(_ parameter: Parameter) {
    let start = buffer.count
    switch parameter {
    case .integer(nil), .text(nil): return spans.append(nil)
    case .integer(let value?): buffer.append(UInt64(bitPattern: value))
    case .text(let value?): TextCode.append(value, to: &buffer)
    case .bytes(let bytes): bytes.withUnsafeBytes { buffer.append($0) }
    case .integers(let values):
      // Dimensions, has NULLs, type of the elements, their number, the first index; then each with its length.
      for number in [1, 0, 20, UInt32(values.count), 1] { buffer.append(number) }
      for value in values {
        buffer.append(UInt32(8))
        buffer.append(UInt64(bitPattern: value))
      }
    }
    spans.append(start..<buffer.count)
  }

  /// Hands out pointers and lengths as libpq wants them.
  func read<Answer>(_ body: ([UnsafePointer<CChar>?], [Int32]) throws -> Answer) rethrows -> Answer {
    let start = buffer.pointer.baseAddress?.assumingMemoryBound(to: CChar.self)
    return try body(
      spans.map { span in span.flatMap { span in start.map { $0 + span.lowerBound } } },
      spans.map { Int32(clamping: $0?.count ?? 0) })
  }
}
