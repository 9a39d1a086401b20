/// Names and units: what a written equation becomes, and what is refused where.

#include "model/check.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/keys.hpp"

namespace prospect::model {
namespace {

using testing::HasSubstr;

/// A scope: variables x (1), rate (%), gap (pp), area (ha), hectares (thousand ha), gdp (billion
/// VND), head (million VND/person), people (thousand person); parameter p (1), q (%); group all.
class World {
 public:
  World() {
    definition.base_year = 2020;
    definition.end_year = 2025;
    definition.unit_words = {"VND", "person", "ha"};
    for (const auto& word : Unit::built_in_words()) definition.unit_words.insert(word);
    const std::pair<const char*, const char*> variables[] = {{"x", "1"},
                                                             {"rate", "%"},
                                                             {"gap", "pp"},
                                                             {"area", "ha"},
                                                             {"hectares", "thousand ha"},
                                                             {"gdp", "billion VND"},
                                                             {"head", "million VND/person"},
                                                             {"people", "thousand person"}};
    for (const auto& [name, unit] : variables) {
      Variable variable;
      variable.name = name;
      program.variables.push_back(variable);
      add(name, Symbol::Kind::variable, unit,
          static_cast<std::uint32_t>(program.variables.size() - 1));
    }
    for (const auto& [name, unit] : {std::pair{"p", "1"}, {"q", "%"}}) {
      Parameter parameter;
      parameter.name = name;
      program.parameters.push_back(parameter);
      add(name, Symbol::Kind::parameter, unit,
          static_cast<std::uint32_t>(program.parameters.size() - 1));
    }
    Symbol group = symbols.at("area");
    group.kind = Symbol::Kind::group;
    group.members = {3, 4};
    symbols["all"] = group;
  }

  void add(const std::string& name, Symbol::Kind kind, const std::string& text,
           std::uint32_t index) {
    std::string bad;
    symbols[name] = {kind, index, {}, *Unit::parse(text, definition.unit_words, bad), text};
  }

  /// The checked expression, converted to `unit`; on a problem "kind column+length: message |
  /// hint".
  std::string checked(const std::string& text, const std::string& unit = "1",
                      std::optional<int> fixed_year = std::nullopt) {
    base::Problems problems;
    const auto document = read::parse_toml("e = \"" + text + "\"", "f.toml", problems);
    const Scope scope(symbols);
    std::string bad;
    const auto result = check_expression_as(
        document.entries.at(0).value, *Unit::parse(unit, definition.unit_words, bad), unit,
        {&definition, &scope, "the equation of 'y'", fixed_year}, problems);
    for (const auto& p : problems.sorted()) {
      // The text begins in column 6.
      return fmt::format("{} {}+{}: {}{}{}", p.kind, p.place.column - 5, p.place.length, p.message,
                         p.hint.empty() ? "" : " | ", p.hint);
    }
    return result ? to_text(*result, program) : "nothing";
  }

  Definition definition;
  Program program;
  std::map<std::string, Symbol> symbols;
};

struct Row {
  const char *text, *unit, *printed;
};

// Conversions stand in the expression as operations. Derived by hand.
TEST(check, puts_conversions_in) {
  World world;
  const Row rows[] = {
      {"x", "1", "x"},
      {"rate", "%", "rate"},
      {"rate", "1", "(div_i rate 100)"},
      {"x", "%", "(mul_i x 100)"},
      {"x + rate", "1", "(add x (div_i rate 100))"},
      {"rate + x", "%", "(add rate (mul_i x 100))"},
      {"area + hectares", "ha", "(add area (mul_i hectares 1000))"},
      {"hectares - area", "ha", "(mul_i (sub hectares (div_i area 1000)) 1000)"},
      {"head * people", "billion VND", "(mul head people)"},
      {"gdp / people", "million VND/person", "(div gdp people)"},
      {"gdp / head", "person", "(mul_i (div gdp head) 1000)"},
      {"area * rate", "ha", "(div_i (mul area rate) 100)"},
      {"area / hectares", "%", "(div_i (div area hectares) 10)"},
      {"log(rate)", "1", "(log (div_i rate 100))"},
      {"logit(rate)", "1", "(logit (div_i rate 100))"},
      {"exp(area / area)", "1", "(exp (div area area))"},
      {"area ^ 2 / area", "ha", "(div (pow area 2) area)"},
      {"area ^ -1 * area", "1", "(mul (pow area -1) area)"},
      {"rate ^ p", "1", "(pow (div_i rate 100) p)"},
      {"2 * rate", "%", "(mul 2 rate)"},
      {"-rate", "%", "(from_i rate)"},
      {"5%", "1", "0.05"},
      {"5", "%", "5"},
      {"1 + 2 * 3", "ha", "7"},
      {"-5% + rate", "%", "(add -5 rate)"},
      {"max(area, 0, hectares)", "ha", "(max (max area 0) (mul_i hectares 1000))"},
      {"clamp(rate, 0, 1)", "%", "(min (max rate 0) 100)"},
      {"clamp(rate, 2%, x)", "%", "(min (max rate 2) (mul_i x 100))"},
      {"if(area > 5, rate, 10%)", "%", "(choose (less 5 area) rate 10)"},
      {"if(x, 1, rate)", "1", "(div_i (choose x 100 rate) 100)"},
      {"abs(gdp)", "billion VND", "(absolute gdp)"},
      {"growth(gdp)", "%", "(mul_i (add_i (div gdp gdp[-1]) -1) 100)"},
      {"sum(all)", "ha", "(add area hectares)"},
      {"x * 1", "1", "(copy x)"},
      {"1 * x", "1", "(copy x)"},
      {"x / 1", "1", "(copy x)"},
      {"x[-1] + x[2019] + x[base]", "1", "(add (add x[-1] x[2019]) x[2020])"},
      {"year - base_year", "1", "(sub year 2020)"},
      {"not x or rate", "1", "(either (negate x) (div_i rate 100))"},
      {"x and p", "1", "(both x p)"},
      {"x != p", "1", "(negate (equal x p))"},
      {"x >= p", "1", "(less_equal p x)"},
      {"x <= p", "1", "(less_equal x p)"},
      {"floor(x) + sqrt(p)", "1", "(add (floor x) (sqrt p))"},
  };
  for (const Row& row : rows) EXPECT_EQ(world.checked(row.text, row.unit), row.printed) << row.text;
}

TEST(check, leads_from_shares_to_points_and_numbers_only_on_demand) {
  World world;
  const Row rows[] = {
      {"points(rate)", "pp", "rate"},
      {"points(x)", "pp", "(mul_i x 100)"},
      {"share(gap)", "%", "gap"},
      {"rate + share(gap)", "%", "(add rate gap)"},
      {"gap + points(rate - rate[-1])", "pp", "(add gap (sub rate rate[-1]))"},
      {"points(3)", "pp", "3"},
      {"number(area, 'thousand ha')", "1", "(div_i area 1000)"},
      {"number(rate, '%')", "1", "rate"},
      {"quantity(x, 'billion VND') + gdp", "billion VND", "(add x gdp)"},
      {"quantity(rate, 'ha')", "ha", "(div_i rate 100)"},
      {"convert(area, 'thousand ha')", "ha", "(mul_i (div_i area 1000) 1000)"},
      {"convert(5, 'thousand ha')", "ha", "5000"},
  };
  for (const Row& row : rows) EXPECT_EQ(world.checked(row.text, row.unit), row.printed) << row.text;
}

// Beside a share only a bare 0 and 1 have one meaning.
TEST(check, takes_no_other_bare_number_beside_a_share) {
  World world;
  EXPECT_EQ(world.checked("rate + 1", "%"), "(add rate 100)");
  EXPECT_EQ(world.checked("1 - rate", "%"), "(sub 100 rate)");
  EXPECT_EQ(world.checked("max(rate, 0)", "%"), "(max rate 0)");
  EXPECT_EQ(world.checked("rate > 0", "1"), "(less 0 rate)");
  for (const std::string text : {"rate + 5", "rate - 0.5", "rate > 50", "min(rate, 95)",
                                 "-1 + rate", "if(x, rate, 2)", "rate + (1 + 1)"}) {
    EXPECT_THAT(
        world.checked(text, "%"),
        HasSubstr(
            "a bare number beside '%' in the equation of 'y' may mean a share or a percentage"))
        << text;
  }
  EXPECT_EQ(world.checked("x + 5", "1"), "(add x 5)");
  EXPECT_EQ(world.checked("gap + 5", "pp"), "(add gap 5)");
  EXPECT_EQ(world.checked("area + 5", "ha"), "(add area 5)");
}

struct Wrong {
  const char *text, *problem;
};

TEST(check, refuses_with_place_and_hint) {
  World world;
  const Wrong wrongs[] = {
      {"x + populaton", "unknown-name 5+9: unknown name 'populaton' in the equation of 'y'"},
      {"x + peple",
       "unknown-name 5+5: unknown name 'peple' in the equation of 'y' | did you mean 'people'?"},
      {"gdp + area",
       "unit-mismatch 5+1: cannot add 'billion VND' and 'ha' in the equation of 'y' | divide or "
       "multiply"},
      {"rate - gap",
       "unit-mismatch 6+1: cannot subtract '%' and 'pp' in the equation of 'y' | say which is "
       "meant"},
      {"area < gdp", "unit-mismatch 6+1: cannot compare 'ha' and 'billion VND'"},
      {"if(x, area, gdp)", "unit-mismatch 1+2: cannot choose between 'ha' and 'billion VND'"},
      {"x * exp(area)",
       "unit-mismatch 9+4: 'exp' takes a pure number, found 'ha' in the equation of 'y' | divide "
       "by"},
      {"log(gap)",
       "unit-mismatch 5+3: 'log' takes a pure number, found 'pp' in the equation of 'y' | "
       "share(x)"},
      {"area ^ x",
       "unit-mismatch 1+4: the base of a power that is not a small whole number takes a pure "
       "number"},
      {"x ^ area", "unit-mismatch 5+4: an exponent takes a pure number, found 'ha'"},
      {"area and x", "unit-mismatch 1+4: 'and' takes a pure number, found 'ha'"},
      {"gdp",
       "unit-mismatch 1+3: the equation of 'y' comes out in 'billion VND' but should be in '1'"},
      {"points(area)", "unit-mismatch 8+4: 'points' takes a share, found 'ha'"},
      {"share(rate)", "unit-mismatch 7+4: 'share' takes percentage points, found '%'"},
      {"number(area, 'VND')", "unit-mismatch 8+4: 'ha' cannot be had in 'VND'"},
      {"number(area, 'acre')", "bad-unit 14+6: unit 'acre' holds the unknown word 'acre'"},
      {"number(area, area)",
       "bad-expression 14+4: the second argument of 'number' is a unit in quotes"},
      {"exp('ha')",
       "bad-expression 5+4: a quoted word may only stand where a function takes a unit"},
      {"p[-1]",
       "bad-lag 1+5: 'p' is a parameter, the same in every year: it has no lags | leave the index "
       "out"},
      {"year[-1]", "bad-lag 1+8: 'year' has no lags"},
      {"all + area", "unknown-name 1+3: 'all' is a group, not a value | write sum(all)"},
      {"sum(area)", "unknown-name 5+4: 'sum' takes the name of a group"},
      {"x[2026]", "bad-year 1+7: 'x' is read in 2026, "},
      {"growth(area + 1)", "bad-expression 13+1: 'growth' takes the name of an indicator"},
      {"normal(0, 1)",
       "bad-expression 1+6: 'normal' is a distribution and cannot stand inside an equation | "
       "define a"},
      {"expp(x)", "unknown-name 1+4: there is no function 'expp' | did you mean 'exp'?"},
      {"x + ", "bad-expression 5+1: the expression ends"},
  };
  for (const Wrong& wrong : wrongs) {
    EXPECT_THAT(world.checked(wrong.text), testing::StartsWith(wrong.problem)) << wrong.text;
  }
  EXPECT_THAT(world.checked("rate", "pp"), HasSubstr("| use points(x)"));
  EXPECT_THAT(world.checked("gap", "%"), HasSubstr("| use share(x)"));
}

// Each function with one argument too few and, where it has a most, one too many.
TEST(check, counts_the_arguments_of_every_function) {
  World world;
  for (const auto& info : language_functions()) {
    const auto call = [&](int count) {
      std::string text = std::string(info.name) + "(";
      for (int k = 0; k < count; ++k) text += k == 0 ? "x" : ", x";
      return text + ")";
    };
    EXPECT_THAT(world.checked(call(info.least - 1)),
                HasSubstr(fmt::format("'{}' takes", info.name)))
        << info.name;
    if (info.most < 0) {
      EXPECT_THAT(world.checked(call(12)), testing::Not(HasSubstr("takes")));
    } else {
      EXPECT_THAT(world.checked(call(info.most + 1)),
                  HasSubstr(fmt::format("found {} | {}", info.most + 1, info.meaning)))
          << info.name;
    }
  }
}

TEST(check, reads_a_start_as_of_its_year) {
  World world;
  EXPECT_EQ(world.checked("x + x[-1]", "1", 2020), "(add x[2020] x[2019])");
  EXPECT_EQ(world.checked("growth(x)", "%", 2020), "(mul_i (add_i (div x[2020] x[2019]) -1) 100)");
  EXPECT_EQ(world.checked("year", "1", 2020), "2020");
  EXPECT_EQ(world.checked("p + q", "1", 2020), "(add p (div_i q 100))");
}

TEST(check, sees_the_inner_scope_first) {
  World world;
  Scope scope(world.symbols);
  scope.add_local("x", world.symbols.at("area"));
  EXPECT_EQ(scope.find("x")->unit_text, "ha");
  EXPECT_EQ(scope.find("rate")->unit_text, "%");
  EXPECT_EQ(scope.find("nothing"), nullptr);
}

// The unknown name stands in line and column, in all four kinds of TOML string.
TEST(check, tells_the_place_in_every_kind_of_string) {
  struct Written {
    std::string toml;
    int line, column;
  };
  const Written all[] = {
      {"e = \"x + wrong\"", 1, 10},
      {"e = 'x + wrong'", 1, 10},
      {"e = \"\"\"\nx +\n  wrong\"\"\"", 3, 3},
      {"e = '''\nx\n + wrong'''", 3, 4},
      {"e = \"\"\"x + \\\n     wrong\"\"\"", 2, 6},
      {"e = \"x\\t+\\u0020wrong\"", 1, 16},
      {"# d\u00f2ng\n  e   =   'x + wrong' # \u1ea3", 2, 16},
  };
  World world;
  const Scope scope(world.symbols);
  for (const auto& written : all) {
    base::Problems problems;
    const auto document = read::parse_toml(written.toml, "f.toml", problems);
    const auto result = check_expression(document.entries.at(0).value,
                                         {&world.definition, &scope, "s", std::nullopt}, problems);
    EXPECT_FALSE(result.has_value());
    ASSERT_EQ(problems.sorted().size(), 1u) << written.toml;
    EXPECT_EQ(problems.sorted()[0].place, (base::Place{"f.toml", written.line, written.column, 5}))
        << written.toml;
  }
}

TEST(check, walks_the_longest_text_allowed) {
  World world;
  std::string text = "x";
  while (text.size() + 2 <= 4096) text += "+x";
  EXPECT_THAT(world.checked(text), HasSubstr("(add (add"));
}

}  // namespace
}  // namespace prospect::model
