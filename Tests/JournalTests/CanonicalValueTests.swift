// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal
import Quantities
import Testing

@Suite("Canonical values")
struct CanonicalValueTests {
  static let sample: CanonicalValue = .map([
    "金额": .fixed(FixedPoint(mantissa: -1_234_550, scale: 4)),
    "b": .list([.boolean(true), .text("订单"), .bytes([0, 255])]),
    "a": .integer(.min), "day": .day(Day(ordinal: 20_000)), "ratio": .double(-0.0), "empty": .empty,
  ])

  @Test("what was encoded is read back, and encodes to the same bytes again")
  func roundTrip() throws {
    let bytes = try Self.sample.encoded()
    let read = try CanonicalValue(decoding: bytes)
    #expect(read == Self.sample)
    #expect(try read.encoded() == bytes)
    #expect(read["day"]?.day == Day(ordinal: 20_000))
    #expect(read["ratio"]?.double?.sign == .minus)
  }

  @Test("keys leave in the order of their bytes, whatever order they came in")
  func keysAscend() throws {
    let bytes = try CanonicalValue.map(["b": .integer(1), "a": .integer(2)]).encoded()
    // map, two entries, key of one byte: a, then b.
    #expect(bytes.starts(with: [8, 0, 0, 0, 2, 0, 0, 0, 1, 0x61]))
    #expect(bytes.count == 5 + 2 * (5 + 9))
  }

  @Test("descending keys, a repeated key, a boolean 2, an unknown tag and a scale of 19 are refused")
  func refusesOtherSpellings() {
    let entry: (UInt8) -> [UInt8] = { [0, 0, 0, 1, $0, 2, 1] }
    let spellings: [[UInt8]] = [
      [8, 0, 0, 0, 2] + entry(0x62) + entry(0x61), [8, 0, 0, 0, 2] + entry(0x61) + entry(0x61), [2, 2], [99],
      [5, 19, 0, 0, 0, 0, 0, 0, 0, 1], [3, 0, 0, 0, 1, 0xFF],
    ]
    for bytes in spellings {
      #expect(throws: JournalError.self) { try CanonicalValue(decoding: bytes) }
    }
  }

  @Test("bytes cut at any place are refused, and so is a byte too many")
  func refusesCutBytes() throws {
    let bytes = try Self.sample.encoded()
    for count in 0..<bytes.count {
      #expect(throws: JournalError.self) { try CanonicalValue(decoding: Array(bytes.prefix(count))) }
    }
    #expect(throws: JournalError.self) { try CanonicalValue(decoding: bytes + [0]) }
  }

  @Test(
    "thirty-two levels are kept, thirty-three are refused both ways; a claimed count of four thousand million reserves nothing"
  )
  func bounds() throws {
    func nested(_ levels: Int) -> CanonicalValue {
      (1..<levels).reduce(CanonicalValue.integer(1)) { value, _ in .list([value]) }
    }
    #expect(try CanonicalValue(decoding: nested(32).encoded()) == nested(32))
    #expect(throws: JournalError.self) { try nested(33).encoded() }
    let deep =
      [UInt8](repeating: 0, count: 0) + (0..<33).flatMap { _ in [7, 0, 0, 0, 1] as [UInt8] } + [2, 1]
    #expect(throws: JournalError.self) { try CanonicalValue(decoding: deep) }
    #expect(throws: JournalError.self) { try CanonicalValue(decoding: [7, 255, 255, 255, 255]) }
  }

  @Test("one flipped bit is never read as the same value")
  func flippedBits() throws {
    let bytes = try Self.sample.encoded()
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 1 << UInt8(index % 8)
      if let value = try? CanonicalValue(decoding: changed) { #expect(value != Self.sample) }
    }
  }
}
