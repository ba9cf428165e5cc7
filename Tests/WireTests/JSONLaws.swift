// SPDX-License-Identifier: Apache-2.0
import Testing
import Wire

private func read(_ text: String) throws(JSONReadError) -> JSON { try JSON(reading: Array(text.utf8)) }

private func written(_ value: JSON) -> String { String(decoding: value.encoded(), as: UTF8.self) }

private func refusal(_ bytes: [UInt8], depthLimit: Int = 64) -> JSONReadError? {
  do throws(JSONReadError) {
    _ = try JSON(reading: bytes, depthLimit: depthLimit)
    return nil
  } catch {
    return error
  }
}

private func refusal(_ text: String) -> JSONReadError? { refusal(Array(text.utf8)) }

/// A deterministic stream of numbers (xorshift), so that a failure comes back.
struct Draws {
  var state: UInt64
  mutating func below(_ limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(limit))
  }
}

@Suite struct JSONRoundTripLaws {
  /// Any value that a writer of ours can make.
  private static func value(_ draws: inout Draws, depth: Int) -> JSON {
    let texts = [
      "", "收入", "\"quoted\"", "a\\b", "line\nbreak\ttab\r", "\u{1}\u{1F}\u{7F}", "👩‍🔧", "é\u{301}",
      "</script>",
    ]
    switch draws.below(depth > 0 ? 7 : 5) {
    case 0: return .null
    case 1: return .boolean(draws.below(2) == 1)
    case 2: return .integer([0, -1, 7, .max, .min, 1_000_000_007][draws.below(6)])
    case 3: return .number(["0.1", "-1.50", "1e5", "12345678901234567890", "3.14E-7"][draws.below(5)])
    case 4: return .string(texts[draws.below(texts.count)])
    case 5: return .array((0..<draws.below(4)).map { _ in value(&draws, depth: depth - 1) })
    default:
      return .object(
        (0..<draws.below(4)).map { index in
          JSON.Member(texts[draws.below(texts.count)] + String(index), value(&draws, depth: depth - 1))
        })
    }
  }

  @Test("what is written is read back as the same value, member order and number text included")
  func roundTrip() throws {
    var draws = Draws(state: 20_261_122)
    for _ in 0..<500 {
      let value = Self.value(&draws, depth: 5)
      let bytes = value.encoded()
      #expect(try JSON(reading: bytes) == value, "\(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test("blanks between the parts mean nothing")
  func blanks() throws {
    #expect(try read(" \t\r\n{ \"a\" : [ 1 , 2 ] , \"b\" : { } } \n") == ["a": [1, 2], "b": [:]])
  }

  @Test("a member set to null counts as absent; a name that is not there is absent")
  func absent() throws {
    let value = try read(#"{"reason":null,"value":"3"}"#)
    #expect(value["reason"] == nil)
    #expect(value["other"] == nil)
    #expect(value["value"] == "3")
    #expect(JSON.array([1])["value"] == nil)
  }

  @Test("a name twice in one object is refused, however it is written: who checks and who acts could read different ones")
  func duplicateNames() throws {
    for text in [#"{"value":"1","value":"2"}"#, #"{"value":"1","v\u0061lue":"2"}"#] {
      let error = #expect(throws: JSONReadError.self) { try read(text) }
      #expect(error?.code == .duplicateName && error?.offset == 13)
    }
    #expect(try read(#"{"value":"1","inner":{"value":"2"}}"#)["value"] == "1")
  }

  @Test("U+0000 is refused in a text: some who keep or show it would end there")
  func nul() throws {
    #expect(throws: JSONReadError.self) { try read(#"{"name":"a\u0000b"}"#) }
  }
}

@Suite struct JSONNumberLaws {
  @Test(
    "decimal numbers keep their text, so no amount passes through binary floating point",
    arguments: ["0.1", "1.10", "-0.005", "9007199254740993.01", "1E+2", "12345678901234567890"])
  func keepsText(text: String) throws {
    let value = try read(text)
    #expect(value == .number(text))
    #expect(value.decimalText == text)
    #expect(written(value) == text)
  }

  @Test(
    "whole numbers are whole up to the last of 64 bits; amounts as strings, integers or decimals give their text"
  )
  func whole() throws {
    #expect(try read("9223372036854775807").whole == .max)
    #expect(try read("-9223372036854775808").whole == .min)
    #expect(try read("9223372036854775808").whole == nil)
    #expect(try read("\"12.30\"").decimalText == "12.30")
    #expect(try read("12").decimalText == "12")
    #expect(try read("true").decimalText == nil)
  }

  @Test(
    "what is no number of RFC 8259 is refused",
    arguments: [
      "-", "+1", "01", "-01", ".5", "1.", "1.e3", "1e", "1e+", "--1", "1-2", "1.2.3", "NaN", "Infinity",
      "0x10", "1e999",
    ])
  func refused(text: String) {
    #expect(refusal(text) != nil, "\(text)")
    #expect(refusal("[" + text + "]") != nil, "[\(text)]")
  }
}

@Suite struct JSONTextLaws {
  @Test("escapes are read: the short ones, four hexadecimal digits, and pairs beyond the first plane")
  func escapes() throws {
    #expect(try read(#""\"\\\/\b\f\n\r\t""#).text == "\"\\/\u{8}\u{C}\n\r\t")
    #expect(try read(#""\u6536\u5165 \u0041 \u00e9""#).text == "收入 A é")
    #expect(try read(#""\ud83d\ude00""#).text == "😀")
    #expect(try read(#""\uD83D\uDE00""#).text == "😀")
  }

  @Test(
    "halves of pairs, unknown escapes and short ones are refused",
    arguments: [
      #""\ud83d""#, #""\ud83dx""#, #""\ud83d\u0041""#, #""\ude00""#, #""\x41""#, #""\u12""#, #""\u12G4""#,
      #""\"#,
    ])
  func brokenEscapes(text: String) { #expect(refusal(text) != nil, "\(text)") }

  @Test("bytes that are not UTF-8, and control characters as they are, are refused")
  func notUnicode() {
    #expect(refusal([0x22, 0xFF, 0x22])?.code == .notUnicode)
    #expect(refusal([0x22, 0xC0, 0x80, 0x22])?.code == .notUnicode)
    #expect(refusal([0x22, 0xED, 0xA0, 0x80, 0x22])?.code == .notUnicode)
    #expect(refusal([0x22, 0xE6, 0x94, 0x22])?.code == .notUnicode)
    #expect(refusal([0x22, 0x0A, 0x22])?.code == .unexpectedByte)
  }

  @Test("control characters are written as escapes, letters of any script as they are")
  func writing() {
    #expect(written(["名": "\u{1}\"\n收"]) == #"{"名":"\u0001\"\n收"}"#)
  }
}

@Suite struct JSONGarbageLaws {
  @Test(
    "garbage is refused with the byte where it stands",
    arguments: [
      ("", JSONReadError.Code.unexpectedEnd, 0), ("   ", .unexpectedEnd, 3), ("[1,", .unexpectedEnd, 3),
      ("[1 2]", .unexpectedByte, 4), ("{\"a\":1", .unexpectedEnd, 6), ("\"abc", .unexpectedEnd, 4),
      ("1 1", .trailingBytes, 2), ("{} x", .trailingBytes, 3), ("nul", .unexpectedEnd, 3),
    ])
  func placed(text: String, code: JSONReadError.Code, offset: Int) {
    let error = refusal(text)
    #expect(error?.code == code, "\(text)")
    #expect(error?.offset == offset, "\(text)")
  }

  @Test(
    "near misses are refused",
    arguments: [
      "[1,]", "{\"a\":1,}", "{a:1}", "{'a':1}", "{\"a\" 1}", "{1:2}", "]", "}", ",", ":", "[}", "{]", "tru",
      "True",
      "undefined", "/* no */ 1", "\u{FEFF}1", "[1}", "{\"a\":}",
    ])
  func nearMisses(text: String) { #expect(refusal(text) != nil, "\(text)") }

  @Test("nesting ends at its limit, of arrays and of objects, and never exhausts the stack")
  func depth() throws {
    let deep = [UInt8](repeating: 0x5B, count: 1_000_000)
    #expect(refusal(deep)?.code == .tooDeep)
    #expect(refusal(String(repeating: "{\"a\":", count: 200_000))?.code == .tooDeep)
    let nested = String(repeating: "[", count: 4) + String(repeating: "]", count: 4)
    #expect(refusal(Array(nested.utf8), depthLimit: 4) == nil)
    #expect(refusal(Array(nested.utf8), depthLimit: 3)?.code == .tooDeep)
  }

  @Test("every prefix of a good text is refused, and no change of one byte brings the reader down")
  func mutations() throws {
    let good = Array(#"{"cells":[{"measure":"agreed","value":"12.50","at":null}],"reason":"补\u0041货"}"#.utf8)
    #expect(refusal(good) == nil)
    for end in 0..<good.count { #expect(refusal(Array(good[..<end])) != nil, "prefix of \(end)") }
    for place in good.indices {
      for byte in [0x00, 0x22, 0x5C, 0x7B, 0x5D, 0x2C, 0x80, 0xFF] as [UInt8] {
        var changed = good
        changed[place] = byte
        if let value = try? JSON(reading: changed) { #expect(try JSON(reading: value.encoded()) == value) }
      }
    }
  }
}
