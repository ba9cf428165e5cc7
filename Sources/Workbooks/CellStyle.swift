// SPDX-License-Identifier: Apache-2.0

/// Positions in the list of cell formats of `xl/styles.xml`: one block for each look of a cell.
enum CellStyle {
  /// Formats of a block, in order: text, amount, figures with 0, 1…6 decimals, ratio, day, four decimals.
  static let formats = [0, 4, 3] + (1...6).map { 163 + $0 } + [170, 171, 172]

  /// The looks, in the order of their blocks.
  private enum Look: Int, CaseIterable {
    case plain, header, total, entry, entryTotal, fixed, fixedTotal

    /// Positions in the lists of fonts and fills below.
    var font: Int { [0, 1, 1, 2, 3, 4, 5][rawValue] }
    var fill: Int { [0, 2, 0, 3, 3, 0, 0][rawValue] }
    var isLocked: Bool { self != .entry && self != .entryTotal }
  }

  static func text(_ rank: Workbook.Row.Rank) -> Int { block(rank) }
  static func amount(_ rank: Workbook.Row.Rank) -> Int { block(rank) + 1 }
  static func figure(_ rank: Workbook.Row.Rank, decimals: Int) -> Int { block(rank) + 2 + min(6, max(0, decimals)) }
  static func ratio(_ rank: Workbook.Row.Rank) -> Int { block(rank) + 9 }
  static func day(_ rank: Workbook.Row.Rank) -> Int { block(rank) + 10 }
  static func live(_ rank: Workbook.Row.Rank, _ shown: Workbook.Shown) -> Int { block(rank) + position(shown) }
  static func entry(_ rank: Workbook.Row.Rank, _ shown: Workbook.Shown) -> Int {
    start(of: rank == .total ? .entryTotal : .entry) + position(shown)
  }
  static func fixed(_ rank: Workbook.Row.Rank, _ shown: Workbook.Shown) -> Int {
    start(of: rank == .total ? .fixedTotal : .fixed) + position(shown)
  }

  private static func position(_ shown: Workbook.Shown) -> Int {
    switch shown {
    case .whole: 2
    case .hundredths: 1
    case .tenThousandths: 11
    case .share: 9
    }
  }

  private static func start(of look: Look) -> Int { look.rawValue * formats.count }

  private static func block(_ rank: Workbook.Row.Rank) -> Int {
    switch rank {
    case .plain: start(of: .plain)
    case .header: start(of: .header)
    case .total, .title: start(of: .total)
    }
  }

  /// The whole part: fonts, fills, number formats.
  static var part: String {
    let decimals = (1...6).map { ##"<numFmt numFmtId="\##(163 + $0)" formatCode="#,##0.\##(String(repeating: "#", count: $0))"/>"## }
      .joined()
    let formats =
      decimals + #"<numFmt numFmtId="170" formatCode="0.0%"/><numFmt numFmtId="171" formatCode="yyyy\-mm\-dd"/>"#
      + ##"<numFmt numFmtId="172" formatCode="#,##0.0000"/>"##
    let cells = Look.allCases.map { look in
      CellStyle.formats.map { format in
        let marks = #"applyNumberFormat="1" applyFont="1" applyFill="1""#
        let place = #"<xf numFmtId="\#(format)" fontId="\#(look.font)" fillId="\#(look.fill)" borderId="0" xfId="0" \#(marks)"#
        return place + (look.isLocked ? "/>" : #" applyProtection="1"><protection locked="0"/></xf>"#)
      }.joined()
    }.joined()
    let colours = ["", #"<color rgb="FF1F4E9E"/>"#, #"<color rgb="FF6B7280"/>"#]
    let fonts = colours.flatMap { colour in
      ["", "<b/>"].map { #"<font>\#($0)<sz val="11"/>\#(colour)<name val="Calibri"/></font>"# }
    }.joined()
    let fills = ["FFE8EEF5", "FFFFF6D6"].map {
      #"<fill><patternFill patternType="solid"><fgColor rgb="\#($0)"/><bgColor indexed="64"/></patternFill></fill>"#
    }.joined()
    return #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"# + "\n"
      + #"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="9">\#(formats)</numFmts>"#
      + #"<fonts count="6">\#(fonts)</fonts><fills count="4"><fill><patternFill patternType="none"/></fill>"#
      + #"<fill><patternFill patternType="gray125"/></fill>\#(fills)</fills>"#
      + #"<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"#
      + #"<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>"#
      + #"<cellXfs count="\#(Look.allCases.count * CellStyle.formats.count)">\#(cells)</cellXfs></styleSheet>"#
  }
}
