// SPDX-License-Identifier: Apache-2.0
import ForecastMethods
import Forecasting
import Testing

/// `tongpin forecast-launch`: files of traits and launches, and the lines that come of them.
@Suite struct LaunchForecasterTests {
  private static let traits = """
    unique_id,family,shops,code
    old 1,tea,10,7
    old 2,tea,20,x
    old 3,tea,30,
    old 4,tea,40,8
    new,tea,25,9
    young,tea,,1
    """

  private static func records() throws -> [SeriesRecord] {
    var text = "unique_id,ds,y\n"
    for number in 1...4 {
      for month in 0..<30 {
        let place = month + number
        let period = "\(2023 + place / 12)-" + (place % 12 < 9 ? "0" : "") + "\(place % 12 + 1)"
        text += "old \(number),\(period),\(month < 2 ? 0 : 10 * number + month % 12)\n"
      }
    }
    text += "young,2025-01,0\nyoung,2025-02,7\nyoung,2025-03,8\nstranger,2025-01,5\n"
    var reader = SeriesRecordReader(source: oncePiece(text))
    var found: [SeriesRecord] = []
    while let record = try reader.next() { found.append(record) }
    return found
  }

  @Test("a column is one of numbers where all that is known of it are numbers")
  func columns() throws {
    let table = try TraitTable(source: oncePiece(LaunchForecasterTests.traits))
    #expect(table.labelNames == ["family", "code"] && table.numberNames == ["shops"])
    #expect(table.traits(of: "old 3") == (try ProductTraits(labels: ["tea", ""], numbers: [30])))
    #expect(table.traits(of: "young")?.numbers == [nil])
    #expect(try table.number(named: "Shops") == 0)
    #expect(throws: ForecastError.self) { try table.number(named: "family") }
  }

  @Test("traits twice, none at all and products twice are refused or named")
  func refused() throws {
    for heading in ["unique_id\n", "unique_id,a,A\n", "unique_id,a,\n", "id,a\n", ""] {
      #expect(throws: SeriesFileError.self, "\(heading)") { try TraitTable(source: oncePiece(heading)) }
    }
    #expect(try TraitTable(source: oncePiece("unique_id,a\nx,1\nx,2\n,3\n")).findings.map(\.line) == [3, 4])
    #expect(try LaunchDates(source: oncePiece("unique_id,ds\nx,soon\nx,2026-01\nx,2026-02\n")).findings.map(\.line) == [2, 4])
  }

  @Test("products without a history begin after all histories or where their launch says, young ones after their last period")
  func begins() throws {
    let table = try TraitTable(source: oncePiece(LaunchForecasterTests.traits))
    func forecaster(_ launches: [String: PeriodLabel]) throws -> LaunchForecaster {
      try LaunchForecaster(horizon: 2, levels: [.eighty], traits: table, histories: LaunchForecasterTests.records(), launches: launches)
    }
    let plain = try forecaster([:])
    #expect(plain.heading == "unique_id,ds,mean,lo-80,hi-80,model,neighbours\n")
    #expect(plain.products == ["new", "young"])
    let new = plain.forecast("new")
    #expect(new.failure == nil)
    let fields = new.lines.split(separator: "\n").map { $0.split(separator: ",") }
    #expect(fields.map { $0[1] } == ["2025-11", "2025-12"])
    #expect(fields[0].count == 7 && fields[0][6].contains("old 2:0."))
    #expect(plain.forecast("young").lines.hasPrefix("young,2025-04,"))
    let later = try forecaster(["new": try #require(PeriodLabel("2026-03"))])
    #expect(later.forecast("new").lines.hasPrefix("new,2026-03,"))
    #expect(try forecaster(["new": try #require(PeriodLabel("2020-01"))]).findings.count == 1)
  }

  @Test("without any history of products with traits nothing can be asked")
  func nobody() throws {
    let table = try TraitTable(source: oncePiece("unique_id,a\nnew,1\n"))
    #expect(throws: ForecastError.self) {
      try LaunchForecaster(horizon: 2, levels: [.eighty], traits: table, histories: LaunchForecasterTests.records())
    }
  }
}
