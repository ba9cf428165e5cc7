// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Text outside ASCII in a header (RFC 2047): words of at most 75 characters in base64, each of whole letters, folded into lines.
enum EncodedWord {
  /// Bytes that one word holds: 75 less `=?UTF-8?B?` and `?=`, three for every four characters.
  private static let bytesInWord = 45

  /// - Parameter used: characters that stand before it in its line.
  static func text(_ text: String, after used: Int) -> String {
    // A line break would begin another header.
    let clean = String(text.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : Character($0) })
    let isPlain = clean.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C } && !clean.contains("=?")
    if isPlain, clean.utf8.count + used <= 76, !clean.contains(where: { "<>@,;:()[]".contains($0) }) { return clean }
    var words: [[UInt8]] = []
    var word: [UInt8] = []
    for scalar in clean.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      if word.count + bytes.count > bytesInWord - (words.isEmpty ? used / 4 * 3 : 0) {
        words.append(word)
        word = []
      }
      word += bytes
    }
    if !word.isEmpty || words.isEmpty { words.append(word) }
    return words.filter { !$0.isEmpty }.map { "=?UTF-8?B?\(Data($0).base64EncodedString())?=" }.joined(separator: "\r\n ")
  }
}
