// SPDX-License-Identifier: Apache-2.0

/// Yes or no of one cell: `1`/`0`, 是/否, `Y`/`N`, `true`/`false`, 有/无, `√`/`×`.
enum BooleanCell {
  private static let yes: Set<String> = ["1", "y", "yes", "true", "t", "是", "有", "√", "✓", "真", "１", "1.0"]
  private static let no: Set<String> = [
    "0", "n", "no", "false", "f", "否", "无", "×", "✗", "假", "０", "0.0", "-",
  ]

  static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> CellOutcome {
    if bytes.isEmpty { return .missing }
    if bytes.count == 1 {
      if bytes[0] == 0x31 { return .value(1) }
      if bytes[0] == 0x30 { return .value(0) }
    }
    guard bytes.count <= 8 else { return .failure(.notABoolean) }
    let word = String(decoding: bytes, as: UTF8.self).lowercased()
    if yes.contains(word) { return .value(1) }
    if no.contains(word) { return .value(0) }
    return EmptyWords.contains(bytes) ? .missing : .failure(.notABoolean)
  }
}
