// SPDX-License-Identifier: Apache-2.0

extension BillRegister.Bill {
  /// 银行承兑汇票, bank bill: common words are known, others stay as they are written.
  public var kindLabel: BilingualText {
    if kind.contains("银") { return BilingualText(kind, "Bank bill") }
    if kind.contains("商") { return BilingualText(kind, "Commercial bill") }
    if kind.contains("财") { return BilingualText(kind, "Finance-company bill") }
    if kind.contains("凭证") { return BilingualText(kind, "Receivable voucher") }
    return BilingualText(name: kind)
  }
}

extension BillRegister.Event {
  public var label: BilingualText {
    let words = [
      "收到": "Received", "开出": "Issued", "背书": "Endorsed", "贴现": "Discounted", "质押": "Pledged", "解除质押": "Released", "到期": "Matured",
      "拒付": "Dishonoured",
    ]
    return BilingualText(word, words[word] ?? word)
  }
}
