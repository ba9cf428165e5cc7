// swift-tools-version: 6.2
// One entry per room, floors in order. The list of arrows is the one of Docs/ARCHITECTURE.md; Tests/TidyTests compares them.
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name + "Tests", dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let floor0: [Target.Dependency] = ["NumericalMethods", "Calendars", "Quantities"]
let floor1: [Target.Dependency] = ["Forecasting", "ForecastMethods", "Formulas", "Recalculation"]
let floor2: [Target.Dependency] = [
  "Commerce", "TradeMeasures", "SalesAnalytics", "EntityResolution", "Planning", "SupplyPlanning", "FinancialPlanning", "Access",
  "Approvals", "Alerting",
]
let floor3: [Target.Dependency] = ["PlanningCycle", "Journal"]

let package = Package(
  name: "tongpin",
  products: [
    .executable(name: "tongpin", targets: ["tongpin"]),
    .library(name: "Forecasting", targets: ["Forecasting"]),
    .library(name: "ForecastMethods", targets: ["ForecastMethods"]),
    // Days, months and festivals: what methods behind the Chinese calendar are asked in.
    .library(name: "Calendars", targets: ["Calendars"]),
    .library(name: "Planning", targets: ["Formulas", "Recalculation", "Planning"]),
  ],
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
  ],
  targets: [
    // System libraries, installed by Scripts/setup.
    .systemLibrary(name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    // Without pkgConfig: its file asks for the headers of a library that its own headers do not need.
    .systemLibrary(name: "CJose", providers: [.apt(["libcjose-dev"])]),
    .systemLibrary(name: "CQREncode", providers: [.apt(["libqrencode-dev"])]),
    .systemLibrary(name: "CXGBoost", providers: [.apt(["libxgboost-dev"])]),
    // The C library's own extras: no package of its own.
    .systemLibrary(name: "CLinux"),
    .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CPq", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),

    // Floor 0
    .target(name: "CCellKernels", cSettings: [.define("NDEBUG")]),
    room("NumericalMethods"),
    room("Calendars"),
    room("Quantities"),
    // Floor 1
    room("Forecasting", floor0),
    room("ForecastMethods", ["Forecasting"] + floor0),
    room("Formulas", ["Calendars", "Quantities"]),
    room("Recalculation"),
    // Floor 2
    room("Commerce", ["Calendars", "Quantities"]),
    room("TradeMeasures", ["Commerce"] + floor0),
    room("SalesAnalytics", ["Commerce"] + floor0),
    room("EntityResolution", ["Calendars", "Quantities"]),
    room("Planning", ["CCellKernels", "Formulas", "Recalculation"] + floor0),
    room("SupplyPlanning", floor0),
    room("FinancialPlanning", floor0),
    room("Access", ["Calendars"]),
    room("Approvals", ["Calendars", "Quantities"]),
    room("Alerting", ["Calendars"]),
    // Floor 3
    room("PlanningCycle", ["Journal"] + floor2 + floor1 + floor0),
    room("Journal", ["CLibCrypto"] + floor2 + floor1 + floor0),
    // Floor 4
    room("Warehouse", floor3 + floor2 + floor1 + floor0),
    room(
      "WarehouseSQLite",
      [
        "Warehouse", "CZip", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ] + floor3 + floor2 + floor1 + floor0),
    room("WarehousePostgres", ["Warehouse", "CPq", "CLibCrypto"] + floor3 + floor2 + floor1 + floor0),
    room(
      "Ingestion",
      ["CZip", "CXML", .product(name: "Yams", package: "Yams")] + floor3 + floor2 + floor1 + floor0),
    room("FileWorkers", ["Ingestion", "CLinux"] + floor3 + floor2 + floor1 + floor0),
    room("DemoCompany", floor3 + floor2 + floor1 + floor0),
    room("GlobalForecastMethods", ["CXGBoost", "Forecasting"] + floor0),
    room("Wire"),
    room("Workbooks", ["CZip"]),
    room("Transfers", ["CCurl"]),
    room("Channels", ["Wire", "Transfers", "CCurl", "CLibCrypto"] + floor3 + floor2 + floor1 + floor0),
    room("OpenIDConnect", ["Wire", "Transfers", "CCurl", "CJose", "CLibCrypto"] + floor3 + floor2 + floor1 + floor0),
    room(
      "TongpinServer",
      [
        "Wire", "Workbooks", "CLibCrypto", "CQREncode",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ] + floor3 + floor2 + floor1 + floor0),
    // Floor 5
    .executableTarget(
      name: "tongpin",
      dependencies: [
        "Warehouse", "WarehouseSQLite", "WarehousePostgres", "Ingestion", "FileWorkers", "DemoCompany", "GlobalForecastMethods", "Wire",
        "Transfers", "Channels", "OpenIDConnect", "TongpinServer", "CLibCrypto",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ] + floor3 + floor2 + floor1 + floor0,
      swiftSettings: strict),

    // Tests
    tests("NumericalMethods", ["NumericalMethods"]),
    tests("Calendars", ["Calendars"]),
    tests("Quantities", ["Quantities"]),
    tests("Forecasting", ["Forecasting"] + floor0),
    tests("ForecastMethods", ["Forecasting", "ForecastMethods"] + floor0),
    tests("GlobalForecastMethods", ["GlobalForecastMethods", "Forecasting"] + floor0),
    tests("Formulas", ["Formulas"] + floor0),
    tests("Recalculation", ["Recalculation"]),
    tests("Commerce", ["Commerce"] + floor0),
    tests("TradeMeasures", ["TradeMeasures", "Commerce", "DemoCompany", "Ingestion"] + floor0),
    tests("SalesAnalytics", ["SalesAnalytics", "Commerce", "DemoCompany", "Ingestion"] + floor0),
    tests("EntityResolution", ["EntityResolution"] + floor0),
    tests("Planning", ["Planning", "Formulas", "Recalculation"] + floor0),
    tests("SupplyPlanning", ["SupplyPlanning"] + floor0),
    tests("FinancialPlanning", ["FinancialPlanning"] + floor0),
    tests("Access", ["Access"] + floor0),
    tests("Approvals", ["Approvals"] + floor0),
    tests("Alerting", ["Alerting"] + floor0),
    tests("Journal", ["Journal"] + floor0),
    tests("Wire", ["Wire"]),
    tests("Workbooks", ["Workbooks"]),
    // Servers of a test on this machine, for the rooms that talk to servers.
    .target(name: "LocalServers", path: "Tests/LocalServers", swiftSettings: strict),
    tests("Transfers", ["Transfers"]),
    tests("Channels", ["Channels", "LocalServers", "Wire", "Transfers", "CLibCrypto"] + floor3 + floor0),
    tests("OpenIDConnect", ["OpenIDConnect", "LocalServers", "Wire", "Transfers", "CJose"] + floor3 + floor2 + floor0),
    tests("PlanningCycle", ["WarehouseSQLite", "Warehouse", "DemoCompany"] + floor3 + floor2 + floor1 + floor0),
    tests(
      "TongpinServer",
      [
        "TongpinServer", "Wire", "Warehouse", "WarehouseSQLite", .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"), .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "Logging", package: "swift-log"),
      ] + floor3 + floor2 + floor1 + floor0),
    tests("ManufacturingModel", floor3 + floor2 + floor1 + floor0),
    // What every adapter of the store promises, once for both.
    .target(
      name: "WarehouseContract", dependencies: ["Warehouse"] + floor3 + floor2 + floor0, path: "Tests/WarehouseContract",
      swiftSettings: strict),
    tests(
      "WarehouseSQLite",
      ["WarehouseContract", "WarehouseSQLite", "Warehouse", .product(name: "GRDB", package: "GRDB.swift")] + floor3 + floor2 + floor0),
    tests(
      "WarehousePostgres", ["WarehouseContract", "WarehousePostgres", "WarehouseSQLite", "Warehouse", "CPq"] + floor3 + floor2 + floor0),
    tests("Ingestion", ["Ingestion"] + floor3 + floor2 + floor0, exclude: ["Fixtures"]),
    tests("FileWorkers", ["FileWorkers", "Ingestion"] + floor3 + floor2 + floor0),
    tests("DemoCompany", ["DemoCompany"] + floor3 + floor2 + floor0),
    tests("Tidy", []),
  ],
  swiftLanguageModes: [.v6]
)
