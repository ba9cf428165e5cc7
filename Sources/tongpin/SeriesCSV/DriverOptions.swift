// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ForecastMethods
import Forecasting

/// What moves the series from outside.
struct DriverFile: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "CSV with the columns unique_id, ds and one for each driver: prices, promotions, the weather.",
      discussion: """
        Rows for the history and for the periods ahead; * as unique_id speaks of every series; an empty value is not known. \
        The past says which drivers count; the model's name says which are used. \
        At most \(Driver.mostDrivers) drivers, \(DriverTable.mostRows) rows and \(DriverTable.mostValues) values, which are held in memory.
        """, valueName: "file"))
  var drivers: String?

  @Option(
    help: ArgumentHelp(
      "Periods after which drivers may work: 0..2 for all of them, or price=0..2,promotion=0..1; 0 when left out.", valueName: "range"))
  var lags: String?

  func validate() throws {
    if lags != nil, drivers == nil { throw ValidationError("--lags needs --drivers") }
    do throws(ForecastError) {
      _ = try lags.map(readLags)
    } catch {
      throw ValidationError("--lags: \(error.detail) (\(error.hint))")
    }
  }

  /// Whether a driver may work at a lag of so many periods or more.
  func reaches(_ horizon: Int) -> Bool { ((try? lags.map(readLags))?.longest ?? 0) >= horizon }

  private func readLags(_ text: String) throws(ForecastError) -> DriverLags { try DriverLags(text) }

  /// nil where no file is named.
  func table() throws -> DriverTable? {
    guard let drivers else { return nil }
    let file = try ByteReader(drivers)
    do {
      return try DriverTable(file: drivers == "-" ? "standard input" : drivers, lags: lags.map(readLags) ?? .none, source: file.piece)
    } catch let error as SeriesFileError {
      throw InputFileError(description: "\(drivers): \(error.description)")
    } catch let error as ForecastError {
      throw InputFileError(description: "\(drivers): \(error.description)")
    }
  }
}

/// What moves the series from outside, and where it is told what each of it did.
struct DriverOptions: ParsableArguments {
  @OptionGroup var file: DriverFile

  @Option(
    help: ArgumentHelp(
      "File for what came from each driver: unique_id,ds,base,<driver>…,calendar,total, the history and the periods ahead.",
      valueName: "file"))
  var contributions: String?

  var drivers: String? { file.drivers }

  func validate() throws {
    if contributions != nil, drivers == nil { throw ValidationError("--contributions needs --drivers") }
  }

  /// nil where no file is named.
  func table() throws -> DriverTable? { try file.table() }
}

/// Why a file beside the series cannot be used.
struct InputFileError: Error, CustomStringConvertible {
  let description: String
}
