// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing
import Wire

/// Bodies changed at random, given to the reader that every request goes through.
/// Sees: traps, hangs, a value that is not read back, bodies taken that Foundation's reader refuses. Does not see: whether a refusal is in the right words.
///
/// `TONGPIN_FUZZ_FILES` asks for more of them, `TONGPIN_FUZZ_FIRST` for others; a broken promise names the number of its body.
@Suite("JSON bodies changed at random are answered")
struct JSONFuzzTests {
  private static func number(_ name: String) -> Int? { ProcessInfo.processInfo.environment[name].flatMap { Int($0) } }

  private static let bodies = [
    #"{"upload":"u1","kind":"sales-order-lines","columns":{"order_number":"订单号","数量":"q\u0041\n"}}"#,
    #"[{"cell":"orders/华东/2026-11","value":"1200.50","reason":"\"quoted\" \\ \ud83d\ude00"},{"a":[1,-0.5,3e4,null,true,false]}]"#,
    #"{"a":{"b":{"c":{"d":[[[[{"e":[]}]]]]}}},"n":[0,-1,9223372036854775807,-9223372036854775808,0.000001,1E-7]}"#,
    #""só""#, " [ ] ", "{}", "0",
  ]

  @Test("Every promise is kept")
  func promises() {
    let first = Self.number("TONGPIN_FUZZ_FIRST") ?? 0
    var (taken, refused, broken) = (0, 0, [String]())
    for number in first..<(first + (Self.number("TONGPIN_FUZZ_FILES") ?? 4000)) where broken.count < 20 {
      let bytes = Self.body(number)
      guard let value = try? JSON(reading: bytes) else {
        refused += 1
        continue
      }
      taken += 1
      if (try? JSON(reading: value.encoded())) != value { broken.append("\(number): not read back") }
      if !Self.hasHugeNumber(bytes), (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) == nil {
        broken.append("\(number): taken, and Foundation refuses it: \(String(decoding: bytes, as: UTF8.self))")
      }
    }
    #expect(broken.isEmpty, "\(broken.joined(separator: "\n"))")
    #expect(taken > 0 && refused > taken / 20, "\(taken) taken, \(refused) refused: the changes try nothing")
  }

  /// Numbers beyond what a `Double` holds are text for us, and no number for Foundation.
  private static func hasHugeNumber(_ bytes: [UInt8]) -> Bool {
    var digits = 0
    for byte in bytes {
      digits = (0x30...0x39).contains(byte) ? digits + 1 : 0
      if digits > 15 { return true }
    }
    return bytes.indices.contains { index in
      (bytes[index] | 0x20) == 0x65 && bytes[(index + 1)...].prefix(4).count { (0x30...0x39).contains($0) } > 2
    }
  }

  /// A good body with a few bytes changed, cut out, put in, doubled or nested; the same number gives the same body.
  private static func body(_ number: Int) -> [UInt8] {
    var draws = Draws(state: UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15 | 1)
    var bytes = Array(bodies[draws.below(bodies.count)].utf8)
    let pieces = [
      "{", "}", "[", "]", "\"", "\\", ",", ":", "\\u00", "\\ud800", "1e9", "-", "0", ".", "null", "\u{0}", "é", "{\"a\":", "\t",
    ]
    for _ in 0..<(1 + draws.below(4)) {
      let place = draws.below(bytes.count + 1)
      switch draws.below(6) {
      case 0 where place < bytes.count: bytes[place] = UInt8(draws.below(256))
      case 1: bytes.removeSubrange(place..<min(bytes.count, place + draws.below(6)))
      case 2: bytes.insert(contentsOf: pieces[draws.below(pieces.count)].utf8, at: place)
      case 3: bytes.insert(contentsOf: bytes[place...].prefix(draws.below(40)), at: draws.below(bytes.count + 1))
      case 4:
        let depth = draws.below(90)
        bytes = [UInt8](repeating: 0x5B, count: depth) + bytes + [UInt8](repeating: 0x5D, count: depth)
      default: bytes.removeLast(min(bytes.count, draws.below(12)))
      }
    }
    return bytes
  }
}
