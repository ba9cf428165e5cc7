// SPDX-License-Identifier: Apache-2.0
import FinancialPlanning
import Wire

/// Findings about money for a terminal and for a program.
enum FinanceFindingLines {
  /// `✗ vouchers.txt:3:12 what is wrong. What to do (ledger.account-not-mapped)`; in a text of one line `✗ at 9 …`.
  static func line(_ finding: FinanceFinding, file: String = "") -> String {
    let mark = finding.severity == .error ? "✗" : finding.severity == .warning ? "!" : "·"
    let column = finding.column
    var place = file
    if finding.place.line > 0 {
      place += (file.isEmpty ? "" : ":") + finding.place.description
    } else if column > 0 {
      place = Words.pick("第 \(column) 个字符", "at \(column)")
    }
    return "\(mark) " + (place.isEmpty ? "" : place + " ") + "\(finding.message(inChinese: Words.isChinese)) (\(finding.code))"
  }

  static func json(_ finding: FinanceFinding) -> JSON {
    .object([
      .init("severity", .string(finding.severity.rawValue)), .init("code", .string(finding.code)), .init("line", JSON(finding.place.line)),
      .init("column", JSON(finding.column)), .init("subject", .string(finding.subject)), .init("zh", .string(finding.chinese)),
      .init("en", .string(finding.english)), .init("hint_zh", .string(finding.chineseAdvice)),
      .init("hint_en", .string(finding.englishAdvice)),
    ])
  }
}

extension Words {
  static func pick(_ label: Label) -> String { label.text(inChinese: isChinese) }
}
