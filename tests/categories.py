"""Categories of the entries that tests make."""

from mlcareer_content.model import CredentialCategory, ResourceCategory, SkillCategory

BOOK = ResourceCategory(id="book", label="Book")
CERTIFICATION = CredentialCategory(id="certification", label="Certification")
FIELD = SkillCategory(id="field", label="Field")
PRACTICE = SkillCategory(id="practice", label="Practice")
SOFT = SkillCategory(id="soft", label="Soft skill")
