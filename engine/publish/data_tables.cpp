#include "publish/data_tables.hpp"

namespace prospect::publish {

std::string tidy_csv(const store::RunRecord& record, const CsvForm& form) { return record.program_version + form.separator; }

std::string iamc(const store::RunRecord& record) { return record.program_version; }

}  // namespace prospect::publish
