#include "publish/html.hpp"

#include "publish/content_policy.hpp"
#include "publish/embedded.hpp"
#include "publish/html_blocks.hpp"
#include "publish/html_text.hpp"
#include "publish/phrases.hpp"
#include "report/texts.hpp"

namespace prospect::publish {
namespace {

/// The buttons of both languages, each named in its own; the one of this document is pressed.
std::string language_switch(base::Language shown) {
  std::string html = "<div class=\"switch\" role=\"group\" aria-label=\"" +
                     escaped(phrase(Phrase::page_language, shown)) + "\">";
  for (const auto language : {base::Language::vietnamese, base::Language::english}) {
    const std::string code(code_of(language));
    html += "<button type=\"button\" lang=\"" + code + "\" data-language=\"" + code + "\" aria-pressed=\"" +
            (language == shown ? "true" : "false") + "\">" + escaped(phrase(Phrase::page_language_name, language)) +
            "</button>";
  }
  return html + "</div>";
}

std::string link(const std::string& target, std::string_view words) {
  return "<a href=\"#" + escaped(target) + "\">" + escaped(words) + "</a>";
}

/// Sections without a name in the list of contents hold data for other formats.
bool is_for_people(const Section& section) { return !section.navigation.empty(); }

std::string contents(const Document& document) {
  std::string html = "<nav aria-label=\"" + escaped(phrase(Phrase::page_contents, document.language)) + "\"><ol>";
  for (const auto& section : document.sections) {
    if (!is_for_people(section)) continue;
    html += "<li>" + link(anchor(document.language, section.id), section.navigation) + "</li>";
  }
  html += "<li>" + link(anchor(document.language, "page-facts"), phrase(Phrase::page_facts, document.language)) +
          "</li>";
  return html + "</ol></nav>\n";
}

std::string section_html(const Section& section, base::Language language) {
  const std::string id = escaped(anchor(language, section.id));
  return "<section id=\"" + id + "\" aria-labelledby=\"" + id + "-title\"><h2 id=\"" + id + "-title\">" +
         escaped(section.title) + "</h2>\n" + blocks_html(section.blocks, language) + "</section>\n";
}

std::string facts_html(const Document& document) {
  const auto words = [&](Phrase key) { return std::string(phrase(key, document.language)); };
  Table facts;
  facts.id = "page-facts-table";
  facts.caption = document.title;
  facts.columns.resize(2);
  facts.columns[0].head = words(Phrase::page_fact);
  facts.columns[1].head = words(Phrase::page_value);
  facts.columns[1].kind = Column::Kind::code;
  for (const auto& fact : document.facts) facts.rows.push_back({{fact.head}, {fact.value}});
  const std::string id = anchor(document.language, "page-facts");
  return "<footer id=\"" + id + "\"><h2>" + escaped(words(Phrase::page_facts)) + "</h2>\n" +
         table_html(facts, document.language) + "</footer>\n";
}

std::string document_html(const Document& document, const Document& first) {
  const bool is_first = &document == &first;
  const std::string code(code_of(document.language));
  std::string html = "<div class=\"document\" id=\"" + code + "\" lang=\"" + code + "\" data-title=\"" +
                     escaped(document.title) + "\"" + (is_first ? "" : " hidden") + ">\n<a class=\"skip\" href=\"#" +
                     code + "-main\">" + escaped(phrase(Phrase::page_skip, document.language)) +
                     "</a>\n<header><div><h1>" + escaped(document.title) + "</h1><p>" +
                     escaped_lines(document.subtitle) + "</p></div>" + language_switch(document.language) +
                     "</header>\n";
  if (is_first) {
    html += "<noscript><p class=\"note\">" + escaped(phrase(Phrase::page_no_script, document.language)) +
            "</p></noscript>\n";
  }
  html += contents(document) + "<main id=\"" + code + "-main\" tabindex=\"-1\">\n";
  for (const auto& section : document.sections) {
    if (is_for_people(section)) html += section_html(section, document.language);
  }
  html += facts_html(document);
  return html + "</main>\n</div>\n";
}

/// Text as a string of CSS: everything but plain letters by its code.
std::string css_string(std::string_view text) {
  std::string css = "\"";
  for (const char letter : text) {
    constexpr std::string_view special = "\"\\<>&\n\r\f";
    if (static_cast<unsigned char>(letter) < 0x20 || special.find(letter) != special.npos) {
      constexpr std::string_view digits = "0123456789abcdef";
      const auto byte = static_cast<unsigned char>(letter);
      css += {'\\', digits[byte >> 4U], digits[byte & 15U], ' '};
    } else {
      css += letter;
    }
  }
  return css + "\"";
}

/// What stands below every printed page: title, result file and seed at the left, the page's number at the right.
std::string print_style(const Document& document) {
  std::string line = document.title;
  for (const auto& fact : document.facts) {
    if (fact.name == "file" || fact.name == "seed") line += " · " + fact.head + ": " + fact.value;
  }
  return "@page{@bottom-left{content:" + css_string(line) +
         ";width:85%;font:8pt \"Liberation Sans\",Arial,sans-serif;color:#444;text-align:left}"
         "@bottom-right{content:counter(page) \" / \" counter(pages);font:8pt \"Liberation Sans\",Arial,sans-serif;"
         "color:#444}}";
}

}  // namespace

std::string html(const Document& first, const Document& other) {
  const std::string_view charts = embedded("charts_page.js"), program = embedded("page.js");
  const std::string_view style = embedded("page.css");
  const std::string print_first = print_style(first), print_other = print_style(other);
  const auto phrases_json = [](const Document& document) {
    return escaped(phrase(Phrase::page_broken_drawing, document.language));
  };
  return report::fill(embedded("page.html"),
                      {{"language", std::string(code_of(first.language))},
                       {"policy", escaped(content_policy({charts, program}, {style, print_first, print_other}))},
                       {"title", escaped(first.title)},
                       {"style", std::string(style)},
                       {"first", std::string(code_of(first.language))},
                       {"other", std::string(code_of(other.language))},
                       {"print_first", print_first},
                       {"print_other", print_other},
                       {"broken_first", phrases_json(first)},
                       {"broken_other", phrases_json(other)},
                       {"document_first", document_html(first, first)},
                       {"document_other", document_html(other, first)},
                       {"charts", std::string(charts)},
                       {"program", std::string(program)}});
}

}  // namespace prospect::publish
