// SPDX-License-Identifier: Apache-2.0
public import Commerce

extension FactField {
  /// What people call the column: `ordered_on` is 订单日期, Ordered on; `price_incl_tax` 含税单价, Price incl. tax.
  public var words: BilingualText {
    var parts = name.split(separator: "_").map(String.init)
    let isQuestion = parts.first == "is" && parts.count > 1
    if isQuestion { parts.removeFirst() }
    if isEnglishName { parts.removeLast() }
    let text = parts.map { FactField.spelled[$0] ?? $0 }.joined(separator: " ")
    let tail = isQuestion ? " (yes/no)" : isEnglishName ? " in English" : ""
    return BilingualText(label, text.prefix(1).uppercased() + text.dropFirst() + tail)
  }

  /// Parts of identifiers that people write otherwise.
  private static let spelled = ["incl": "incl.", "excl": "excl.", "vat": "VAT"]
}
