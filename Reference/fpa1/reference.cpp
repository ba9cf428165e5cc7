// SPDX-License-Identifier: Apache-2.0
// FPA-1 by hand: the honest limit that a planning engine is measured against.
//
//   reference --size M [--threads 1,2] [--runs 15] [--fingerprints FILE] [--edit E1]
//
// Prints one JSON line per case; --fingerprints writes the check file of the results (after the edit, if one is named).
#include <sys/resource.h>
#include <time.h>

#include <chrono>
#include <sstream>

#include "calculate.hpp"
#include "incremental.hpp"

using namespace fpa1;

struct Options {
  std::string size = "M", fingerprints, edit, threads = "1,2";
  int runs = 15;
};

static double cpuMilliseconds() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}
static double wallMilliseconds() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}
static double quantile(std::vector<double> values, double q) {
  std::sort(values.begin(), values.end());
  return values[size_t(q * double(values.size() - 1) + 0.5)];
}
static long residentMegabytes() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

static void print(const Size& n, const char* name, int threads, const std::vector<double>& wall,
                  const std::vector<double>& cpu, long cells) {
  printf("{\"engine\": \"c++\", \"size\": \"%s\", \"case\": \"%s\", \"threads\": %d, \"median_ms\": %.4f, \"p95_ms\": %.4f, "
         "\"min_ms\": %.4f, \"cpu_median_ms\": %.4f, \"cells\": %ld, \"rss_mb\": %ld}\n",
         n.name, name, threads, quantile(wall, .5), quantile(wall, .95), quantile(wall, 0), quantile(cpu, .5), cells,
         residentMegabytes());
  fflush(stdout);
}

/// Edits E1…E6 on the inputs.
static void edit(Model& m, const std::string& name) {
  const Size& n = m.n;
  Inputs& in = m.in;
  if (name == "E1" || name == "E8") in.units[(size_t(n.P / 2) * n.R + n.R / 2) * n.T + 6] += 10;
  else if (name == "E2") in.list_price[size_t(n.P / 2) * n.T + 6] *= 1.05;
  else if (name == "E3") in.discount_pct[(size_t(n.F / 2) * n.R + n.R / 2) * n.T + 6] += 0.01;
  else if (name == "E4") in.mat_cost[6] *= 1.10;
  else if (name == "E5") in.vat_rate[0] += 0.01;
  else if (name == "E6") in.headcount[6] += 1;
  else if (!name.empty()) { fprintf(stderr, "no edit %s here\n", name.c_str()); exit(1); }
}

/// Writes {item: [Σx, Σx·w], …, "T": {line: […]}}.
class CheckFile {
 public:
  explicit CheckFile(const std::string& path) : file(fopen(path.c_str(), "w")) {
    if (!file) { perror(path.c_str()); exit(1); }
    fputc('{', file);
  }
  void item(const std::string& name, const double* values, size_t count) {
    double sum = 0, weighted = 0;
    for (size_t i = 0; i < count; i++) {
      sum += values[i];
      weighted += values[i] * u(99, i);
    }
    fprintf(file, "\"%s\": [%.17g, %.17g], ", name.c_str(), sum, weighted);
  }
  void finish(const Model& m) {
    fputs("\"T\": {", file);
    for (int x = 0; x < LINE_COUNT; x++) {
      fprintf(file, "%s\"%s\": [", x ? ", " : "", lineNames[x]);
      for (int t = 0; t < m.n.T; t++) fprintf(file, "%s%.17g", t ? ", " : "", m.line[x][t]);
      fputc(']', file);
    }
    fputs("}}\n", file);
    fclose(file);
  }

 private:
  FILE* file;
};

static void writeFingerprints(const Model& m, const std::string& path) {
  const Size& n = m.n;
  const size_t T = n.T, leaf = size_t(n.P) * n.R * T, groups = n.R + 1;
  CheckFile file(path);
  file.item("units", m.in.units, leaf);
  for (int x = 0; x < LEAF_COUNT; x++) file.item(leafNames[x], m.leaf[x], leaf);
  const std::pair<const char*, std::pair<const double*, size_t>> others[] = {
      {"comp_cost", {m.comp_cost, n.C * T}}, {"unit_cost", {m.unit_cost, n.P * T}},
      {"demand", {m.byProduct[T_SHIPMENT], n.P * T}}, {"prod", {m.prod, n.P * T}}, {"fg", {m.fg, n.P * T}},
      {"gross_c", {m.gross_c, n.C * T}}, {"plan_c", {m.plan_c, n.C * T}}, {"inv_c", {m.inv_c, n.C * T}},
      {"rel_c", {m.rel_c, n.C * T}}, {"gross_m", {m.gross_m, n.M * T}}, {"plan_m", {m.plan_m, n.M * T}},
      {"inv_m", {m.inv_m, n.M * T}}, {"po_release", {m.po_release, n.M * T}}, {"purchase", {m.purchase, n.M * T}},
      {"purch_vat", {m.purch_vat, n.M * T}}, {"payment", {m.payment, n.M * T}}, {"payable", {m.payable, n.M * T}},
      {"subcontract", {m.subcontract, n.C * T}}, {"payroll", {m.payroll, n.D * n.R * T}},
      {"social", {m.social, n.D * n.R * T}}, {"other", {m.other, n.R * T}}, {"dep", {m.dep, n.A * T}}};
  for (const auto& [name, column] : others) file.item(name, column.first, column.second);
  for (int x = 0; x <= ADDITIVE; x++) {
    const std::string name = x == RATE ? "gm_pct" : leafNames[additive[x]];
    if (x != RATE) file.item(name + "@prod", m.byProduct[x], n.P * T);
    file.item(name + "@fam", m.byFamily[x], n.F * groups * T);
    file.item(name + "@cat", m.byCategory[x], n.K * groups * T);
    file.item(name + "@tot", m.byCompany[x], groups * T);
  }
  file.finish(m);
}

template <int T> static void timeFull(Model& m, int threads, int runs) {
  Calculation<T> calculation(m, threads);
  std::vector<double> wall, cpu;
  for (int i = 0; i < runs + 2; i++) {
    const double began = wallMilliseconds(), used = cpuMilliseconds();
    calculation.full();
    if (i < 2) continue;
    wall.push_back(wallMilliseconds() - began);
    cpu.push_back(cpuMilliseconds() - used);
  }
  print(m.n, "full", threads, wall, cpu, m.n.cells());
}

template <int T> static void run(const Options& options, const Size& size) {
  Model m(size);
  edit(m, options.edit);
  if (!options.fingerprints.empty()) {
    Calculation<T>(m, 1).full();
    return writeFingerprints(m, options.fingerprints);
  }
  std::istringstream list(options.threads);
  for (std::string threads; std::getline(list, threads, ',');) timeFull<T>(m, std::stoi(threads), options.runs);
  timeEdits<T>(m, [&](const char* name, const std::vector<double>& wall, const std::vector<double>& cpu, long cells) {
    print(m.n, name, 1, wall, cpu, cells);
  });
}

int main(int count, char** arguments) {
  Options options;
  for (int i = 1; i + 1 < count; i += 2) {
    const std::string key = arguments[i], value = arguments[i + 1];
    if (key == "--size") options.size = value;
    else if (key == "--threads") options.threads = value;
    else if (key == "--runs") options.runs = std::stoi(value);
    else if (key == "--fingerprints") options.fingerprints = value;
    else if (key == "--edit") options.edit = value;
    else { fprintf(stderr, "unknown option %s\n", key.c_str()); return 1; }
  }
  for (const Size& size : sizes)
    if (options.size == size.name) {
      if (size.T == 36) run<36>(options, size); else run<60>(options, size);
      return 0;
    }
  fprintf(stderr, "no size %s\n", options.size.c_str());
  return 1;
}
