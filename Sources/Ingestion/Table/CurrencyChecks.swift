// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Whether a column of currencies names currencies (ISO 4217, or the words people write); each distinct text is told once.
final class CurrencyChecks {
  private var seen: Set<Int> = []
  private static let words: Set<String> = ["人民币", "rmb", "美元", "欧元", "港币", "港元", "日元", "英镑", "本位币"]

  /// True the first time an unknown currency is met.
  func isNewAndUnknown(code: Int, text: @autoclosure () -> String) -> Bool {
    guard seen.insert(code).inserted else { return false }
    let written = text()
    return Currency(code: written.uppercased()) == nil && !CurrencyChecks.words.contains(written.lowercased())
  }
}
