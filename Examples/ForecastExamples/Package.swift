// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
// The forecasting libraries in a package of somebody else: nothing of the server is fetched or built.
import PackageDescription

func example(_ name: String) -> Target {
  .executableTarget(
    name: name,
    dependencies: ["Forecasting", "ForecastMethods", "Calendars"].map { .product(name: $0, package: "tongpin") })
}

let package = Package(
  name: "ForecastExamples",
  dependencies: [.package(name: "tongpin", path: "../..")],
  targets: [example("OneSeries"), example("ManySeries"), example("OwnMethod"), example("Hierarchy"), example("Festival")])
