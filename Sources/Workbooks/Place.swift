// SPDX-License-Identifier: Apache-2.0

extension Workbook {
  /// A cell of a sheet, counted from 0.
  public struct Place: Hashable, Sendable {
    public let row: Int
    public let column: Int

    public init(row: Int, column: Int) {
      self.row = row
      self.column = column
    }

    /// `C12`
    public var text: String { SheetText.column(column) + String(row + 1) }

    /// Places as they were given, those that follow each other in a row or a column as one range.
    static func ranges(_ places: [Place]) -> [PlaceRange] {
      var ranges: [PlaceRange] = []
      for place in places {
        if let last = ranges.last, let longer = last.extended(by: place) {
          ranges[ranges.count - 1] = longer
        } else {
          ranges.append(PlaceRange(first: place, last: place))
        }
      }
      return ranges
    }
  }

  /// Cells beside or below each other.
  struct PlaceRange {
    let first: Place
    let last: Place

    var isOne: Bool { first == last }
    var text: String { isOne ? first.text : first.text + ":" + last.text }

    fileprivate func extended(by place: Place) -> PlaceRange? {
      let isBeside = place.row == last.row && place.column == last.column + 1 && first.row == last.row
      let isBelow = place.column == last.column && place.row == last.row + 1 && first.column == last.column
      return isBeside || isBelow ? PlaceRange(first: first, last: place) : nil
    }
  }
}
