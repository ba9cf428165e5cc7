// SPDX-License-Identifier: Apache-2.0
import Commerce
import Ingestion

extension MalformedFile {
  /// Cells that can't be what their column wants.
  static var cells: [MalformedFile] {
    let noDays = [
      "2026-02-30", "2026-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-11-00", "2026/2/30", "2026.02.30", "20260230", "20261301",
      "2026年2月30日", "2026年13月1日", "２０２６-０２-３０", "2026-11-31 10:00", "1900-02-29", "2100-02-29", "2026/9/31", "2026年6月31日", "20260931",
      "2026-11-99",
    ].map { text("no such day \($0)", "R1,\($0),C,1", .dateDoesNotExist) }
    let noDates = [
      "明天", "2026", "11月", "2026-11", "x", "2026-11-", "22", "2026Q4", "1.5", "3000000000", "12:30", "2026年", "后天10点", "-1", "999999",
      "2026-11-22-",
    ].filter { $0 != "2026-11-22-" }.map { text("no date \($0)", "R1,\($0),C,1", .notADate) }
    let unclear = ["03/04/2026", "3/4/26", "01-02-2026", "1.2.2026"].map {
      text("day or month first \($0)", "R1,\($0),C,1", .dateOrderUnclear)
    }
    let noNumbers = [
      "abc", "1.2.3", "--5", "1,2", "1 2x", "12a", "元", "1e", "0x10", "1/2", "∞", "NaN", "inf", "１２ａ", "一百", "5+5", "1..2", "(5", "5)", "$",
      "%%", "1,23,4", "=A1",
    ].map { text("no number \($0)", "R1,2026-11-22,C,\"\($0)\"", .notANumber) }
    let tooLarge = [
      "99999999999999999999", "1E30", "9223372036854775807", "-9223372036854775808", "123456789012345678", "1E18", "999999999999亿",
      "92233720368547759",
      "100000000000000000.5", "-99999999999999999999999", "1000000000000000000", "99999999999999999999999999999999999999", "1e25",
      "５０００００００００００００００００００",
      "(123456789012345678)", "¥99999999999999999999", "123456789012亿亿",
    ].map { text("too large \($0)", "R1,2026-11-22,C,\"\($0)\"", .numberTooLarge) }
    let errors = ["#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"].flatMap { error in
      [
        text("failed formula \(error)", "R1,2026-11-22,C,\(error)", .formulaError),
        text("failed formula \(error) as a day", "R1,\(error),C,1", .formulaError),
      ]
    }
    let missing = ["", " ", "N/A", "NULL", "无", "\u{3000}", "'"].flatMap { blank in
      [
        text("no amount '\(blank)'", "R1,2026-11-22,C,\(blank)", .requiredMissing),
        text("no day '\(blank)'", "R1,\(blank),C,1", .requiredMissing),
      ]
    }
    return noDays + noDates + unclear + noNumbers + tooLarge + errors + missing + otherKinds
  }

  private static var otherKinds: [MalformedFile] {
    func file(_ name: String, _ kind: FactKind, _ text: String, _ code: FindingCode) -> MalformedFile {
      MalformedFile(name: name, bytes: Array(text.utf8), kind: kind, expected: .told(code))
    }
    let currencies = ["XXX", "RENMINBI", "QQQ", "12", "US"].map {
      file("currency \($0)", .bankBalances, "账号,日期,余额,币种\n1,2026-11-22,1,\($0)\n", .currencyUnknown)
    }
    let rates = ["1300%", "-0.13", "150", "-5%", "101"].map {
      file("rate \($0)", .supplierItems, "物料编码,供应商编码,税率\nA,S,\($0)\n", .rateOutOfRange)
    }
    let months = ["2026-13", "2026年0月", "202600", "2026年14期"].map {
      file("month \($0)", .budgets, "月份,指标,金额\n2026-01,a,1\n\($0),a,1\n", .dateDoesNotExist)
    }
    let flags = ["也许", "maybe", "2", "ja"].map { file("flag \($0)", .items, "物料编码,自制\nA,是\nB,是\nC,\($0)\n", .valueLeftEmpty) }
    let price = file("negative price", .prices, "物料编码,生效日期,含税单价\nA,2026-11-22,-1\n", .negativePrice)
    return currencies + rates + months + flags + [price]
  }

  /// Bytes that are no text, or texts in two writings.
  static var encodings: [MalformedFile] {
    let good = Array((header + "\nR1,2026-11-22,华东电器,1\n").utf8)
    let zeros = (0..<12).map { number -> MalformedFile in
      var bytes = good + [UInt8](repeating: 0x41, count: 60)
      bytes.insert(0, at: number * (good.count / 12))
      return refused("a zero byte at \(number)", bytes, .notATable)
    }
    let mixed = [[0xFF], [0x80], [0xC0, 0x20], [0xFE, 0x30], [0xFF, 0xFF], [0x81, 0x20], [0xF8, 0x0A]].enumerated().map {
      number, stray -> MalformedFile in
      MalformedFile(
        name: "stray bytes \(number)", bytes: good + stray.map { UInt8($0) } + Array("R2,2026-11-22,C,2\n".utf8),
        expected: .told(.textDamaged))
    }
    let units = Array((header + "\nR1,2026-11-22,华东电器,1\n").utf16)
    let little: [UInt8] = [0xFF, 0xFE] + units.flatMap { le($0) }
    let four: [UInt8] = [0xFF, 0xFE, 0, 0] + units.flatMap { le(UInt32($0)) }
    let wide: [(String, [UInt8])] = [
      ("UTF-16 cut in mid-character", Array(little.dropLast())),
      ("UTF-16 with half a pair", little + le(UInt16(0xD800)) + le(UInt16(0x41))),
      ("UTF-32", four),
    ]
    return zeros + mixed + wide.map { refused($0.0, $0.1, .encodingNotSupported) }
  }

  /// Rows that do not fit the table.
  static var rows: [MalformedFile] {
    let quotes = (0..<20).map { number in
      text(
        "quote never closed \(number)", "R1,2026-11-22,\"C\(String(repeating: "x", count: number)),1\nR2,2026-11-22,C,2", .quoteNotClosed)
    }
    let extra = (1...20).map { text("\($0) cells too many", "R1,2026-11-22,C,1" + String(repeating: ",x", count: $0), .tooManyCells) }
    let short = ["R1", "R1,2026-11-22", "R1,2026-11-22,C", ",2026-11-22,C,1"].map { text("short row \($0)", $0, .requiredMissing) }
    let twice = (0..<10).map { text("same key \($0)", "R\($0),2026-11-22,C,1\nR\($0),2026-11-23,C,\($0)", .duplicateKey) }
    let totals = ["合计,,,5", "小计,,,5", "Total,,,5", "本页合计,,,5", "华东小计,,,5"].map { text("total \($0)", $0, .subtotalSkipped) }
    let notes = ["制表人：李雷,,,", "审核：,,,", "打印时间：2026-11-22,,,", "备注：无,,,", header].map { text("note \($0)", $0, .noteSkipped) }
    return quotes + extra + short + twice + totals + notes
  }
}
